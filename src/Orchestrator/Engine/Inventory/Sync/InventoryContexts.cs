using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>What the rules need besides the devices, read now; the guards' own contexts, handed over where the engine is composed.</summary>
public delegate Task<EligibilityContext> InventoryContexts(Account reader, CancellationToken stop);
