using AutopilotReset.Simulator.Entra;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Simulator.Control;

/// <summary>Speed, token life, limits and Graph's disputed ways.</summary>
internal sealed class SettingsControl(PracticeTenant tenant, Action changed)
{
    private sealed record LimitChange(int? IntuneWrites, int? IntuneAny, int? EnrollmentWrites, int? EnrollmentAny, int? DirectoryUnits, int? DirectoryWrites);

    private sealed record Change(
        double? Speed, int? AccessTokenSeconds, int? RefreshInSeconds, IdTokenFlaw? IdTokenFlaw, bool? HonoursOperatingSystemFilter, bool? ListsActionResults,
        string? ResetActionName, string? WipeActionName, bool? WipeNeedsApproval, double? ApprovalValidHours, bool? ApprovalStatusesAsObserved, bool? ApprovalCodeIsRequestId, LimitChange? Limits);

    private sealed record SpeedBody(double Speed);

    public IEnumerable<(string, Func<ControlCall, object?>)> Routes =>
    [
        ("GET /health", _ => new { Status = "ok", Devices = tenant.Fleet.Read(v => v.Devices.Count), tenant.Fleet.Speed, tenant.TlsPort, tenant.ProxyPort, tenant.BrowserPort, tenant.ControlPort }),
        ("GET /settings", _ => Settings()),
        ("PATCH /settings", Patch),
        ("POST /speed", call =>
        {
            SetSpeed(call.Read<SpeedBody>().Speed);
            return Settings();
        }),
    ];

    private object Settings() => new { tenant.Fleet.Speed, tenant.Entra, Graph = tenant.Settings, tenant.Limits };

    private object Patch(ControlCall call)
    {
        var change = call.Read<Change>();
        if (change.AccessTokenSeconds is <= 0) throw new PracticeException("accessTokenSeconds has to be above 0.");
        if (change.Speed is { } speed) SetSpeed(speed);
        tenant.Entra.AccessTokenSeconds = change.AccessTokenSeconds ?? tenant.Entra.AccessTokenSeconds;
        tenant.Entra.RefreshInSeconds = change.RefreshInSeconds is 0 ? null : change.RefreshInSeconds ?? tenant.Entra.RefreshInSeconds;
        tenant.Entra.IdTokenFlaw = change.IdTokenFlaw ?? tenant.Entra.IdTokenFlaw;
        tenant.Settings.HonoursOperatingSystemFilter = change.HonoursOperatingSystemFilter ?? tenant.Settings.HonoursOperatingSystemFilter;
        tenant.Settings.ListsActionResults = change.ListsActionResults ?? tenant.Settings.ListsActionResults;
        tenant.Settings.ResetActionName = change.ResetActionName ?? tenant.Settings.ResetActionName;
        tenant.Settings.WipeActionName = change.WipeActionName ?? tenant.Settings.WipeActionName;
        PatchApproval(change);
        if (change.Limits is { } limits) PatchLimits(limits);
        changed();
        return Settings();
    }

    private void PatchApproval(Change change)
    {
        if (change.ApprovalValidHours is <= 0) throw new PracticeException("approvalValidHours has to be above 0.");
        tenant.Settings.WipeNeedsApproval = change.WipeNeedsApproval ?? tenant.Settings.WipeNeedsApproval;
        tenant.Settings.ApprovalValidHours = change.ApprovalValidHours ?? tenant.Settings.ApprovalValidHours;
        tenant.Settings.ApprovalStatusesAsObserved = change.ApprovalStatusesAsObserved ?? tenant.Settings.ApprovalStatusesAsObserved;
        tenant.Settings.ApprovalCodeIsRequestId = change.ApprovalCodeIsRequestId ?? tenant.Settings.ApprovalCodeIsRequestId;
    }

    private void PatchLimits(LimitChange change)
    {
        var limits = tenant.Limits;
        limits.IntuneWrites = change.IntuneWrites ?? limits.IntuneWrites;
        limits.IntuneAny = change.IntuneAny ?? limits.IntuneAny;
        limits.EnrollmentWrites = change.EnrollmentWrites ?? limits.EnrollmentWrites;
        limits.EnrollmentAny = change.EnrollmentAny ?? limits.EnrollmentAny;
        limits.DirectoryUnits = change.DirectoryUnits ?? limits.DirectoryUnits;
        limits.DirectoryWrites = change.DirectoryWrites ?? limits.DirectoryWrites;
    }

    private void SetSpeed(double speed)
    {
        if (!(speed > 0) || double.IsInfinity(speed)) throw new PracticeException("speed has to be above 0.");
        tenant.Fleet.SetSpeed(speed);
    }
}
