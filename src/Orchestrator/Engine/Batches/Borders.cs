using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Batches;

/// <summary>Reads one device live from Graph: the facts, <c>null</c> when Intune has no such record, an exception when anything could not be read.</summary>
public delegate Task<DeviceFacts?> ReadLiveDevice(string managedDeviceId, Account account, Guid? loan, CancellationToken stop);

/// <summary>Repairs a primary user or owner that was left behind. The desk has already checked the admin's standing and audits a refusal.</summary>
public delegate Task<Outcome<Done>> RepairHolder(Admin admin, Repair repair, CancellationToken stop);
