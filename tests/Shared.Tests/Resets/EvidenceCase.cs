using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Tests.Resets;

/// <summary>Anna's laptop, ordered to be reset at noon; tests change what differs.</summary>
internal static class EvidenceCase
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);
    public static readonly Person Anna = new("a0000000-0000-0000-0000-000000000001", "anna@contoso.example", "Anna");
    public static readonly Person Ben = new("b0000000-0000-0000-0000-000000000002", "ben@contoso.example", "Ben");
    public static readonly Holders Annas = new([Anna], [Anna]);
    public static readonly Holders Nobody = new([], []);
    public static readonly Holders Bens = new([Ben], [Ben]);

    public static Snapshot Before(Holders? holders = null) => new()
    {
        TakenAt = Noon.AddSeconds(-5),
        ActionResults = [],
        Holders = holders ?? Annas,
        LastCheckIn = Noon.AddHours(-1),
        EnrolledAt = Noon.AddYears(-1),
        ManagementState = "managed",
    };

    /// <summary>A look an hour after the order that shows exactly what the snapshot showed.</summary>
    public static Observation Unchanged(Snapshot? before = null)
    {
        before ??= Before();
        return new Observation
        {
            ReadAt = Noon.AddHours(1),
            RecordExists = true,
            ActionResults = before.ActionResults,
            Holders = before.Holders,
            LastCheckIn = before.LastCheckIn,
            EnrolledAt = before.EnrolledAt,
            ManagementState = before.ManagementState,
        };
    }

    public static Observation CheckedIn(this Observation now, double minutes = 30) => now with { LastCheckIn = Noon.AddMinutes(minutes) };

    public static Observation Lists(this Observation now, string state, string name = "automaticRedeployment", double startedMinutes = 0) =>
        now with { ActionResults = [.. now.ActionResults, new ActionResult(name, state, Noon.AddMinutes(startedMinutes), Noon.AddMinutes(startedMinutes + 20))] };

    public static Observation Held(this Observation now, Holders holders) => now with { Holders = holders };

    public static EvidenceQuestion Ask(Observation now, OrderKind kind = OrderKind.AutopilotReset, DeviceState state = DeviceState.Pending, Snapshot? before = null, KnownEvidence? known = null) => new()
    {
        Kind = kind,
        State = state,
        Before = before ?? Before(),
        OrderedAt = Noon,
        Now = now,
        Known = known ?? new KnownEvidence { Grade = EvidenceGrade.Accepted },
    };

    public static EvidenceJudgement Judge(Observation now, OrderKind kind = OrderKind.AutopilotReset, DeviceState state = DeviceState.Pending, Snapshot? before = null, KnownEvidence? known = null) =>
        EvidenceJudge.Judge(Ask(now, kind, state, before, known));

    public static IEnumerable<Signal> Names(this EvidenceJudgement judgement) => judgement.Signals.Select(s => s.Signal);
}
