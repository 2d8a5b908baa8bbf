using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>This process's hold on the right to send for the tenant.</summary>
internal sealed class DispatchHold(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time) : LeaseHold(database, tenant, LeaseNames.Dispatch, time);
