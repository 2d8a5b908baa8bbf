namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Eligible devices that differ in what follows an order.</summary>
internal static class BehavingCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        CastMember.Behaving("NB-CLEAN-01", "resets", "resets properly"),
        CastMember.Behaving("NB-CLEAN-02", "resets", "resets properly"),
        CastMember.Behaving("NB-CLEAN-03", "resets", "resets properly"),
        CastMember.Behaving("NB-CLEAN-04", "resets", "resets properly"),
        CastMember.Behaving("NB-CLEAN-05", "resets", "resets properly"),
        CastMember.Behaving("NB-ANEW", "resets-new-enrolment", "resets properly, with a new enrolment date"),
        CastMember.Behaving("NB-DRAWER", "drawer", "checks in without executing: Seen and armed, never Completed"),
        new("NB-OFFLINE", "offline for three days, then resets", (d, m, _) =>
        {
            Shapes.Stale(d, m, days: 2);
            d.Behaviour = "offline";
        }),
        CastMember.Behaving("NB-WINRE", "winre-disabled", "recovery environment off: failed, keeps checking in"),
        CastMember.Behaving("NB-BATTERY", "low-battery", "low battery: active, then failed, keeps checking in"),
        CastMember.Behaving("NB-DONE-ONLY", "done-without-reset", "done without a reset"),
        CastMember.Behaving("NB-NO-DONE", "reset-without-done", "a reset without done"),
        CastMember.Behaving("NB-NO-RESULTS", "no-results", "a reset without any action result"),
        CastMember.Behaving("NB-SILENT", "silent", "never reports back"),
        CastMember.Behaving("NB-USER-STAYS", "user-left-behind", "primary user left behind"),
        CastMember.Behaving("NB-OWNER-STAYS", "owner-left-behind", "registered owner left behind"),
        CastMember.Behaving("NB-SAME-USER", "same-user-back", "same user back at once"),
        CastMember.Behaving("NB-RENAMED", "renamed", "renamed between confirmation and send (on the first live read)"),
        CastMember.Behaving("NB-REASSIGNED", "reassigned", "reassigned between confirmation and send (on the first live read)"),
        CastMember.Behaving("NB-REPLACED", "replaced", "record replaced between confirmation and send (on the first live read)"),
        new("NB-SHARED", "no primary user and no owner; stays shared", (d, _, _) => Shapes.Shared(d)),
    ];
}
