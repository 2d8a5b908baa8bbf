using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tracking;

/// <summary>A request to be looked at, and whose eyes read.</summary>
internal sealed record DueLook(DeviceRequest Request, Account Reader)
{
    public TrackedDevice Device => new(
        Request.ManagedDeviceId, Request.EntraDeviceId, Request.Serial, Request.AcceptedAt ?? Request.ChangedAt,
        IsWiped: Request.Kind == OrderKind.Wipe, FormerHolders: Request.State == DeviceState.Verifying ? FormerHolders : []);

    private IReadOnlyList<string> FormerHolders =>
        Request.Before is { } before ? [.. before.Holders.PrimaryUsers.Concat(before.Holders.Owners).Select(p => p.Id)] : [];
}
