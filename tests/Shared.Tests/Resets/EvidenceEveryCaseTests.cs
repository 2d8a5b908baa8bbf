using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using static AutopilotReset.Shared.Tests.Resets.EvidenceCase;

namespace AutopilotReset.Shared.Tests.Resets;

/// <summary>Every combination of what a look can show, in every state that is followed: what must hold whatever the case.</summary>
public class EvidenceEveryCaseTests
{
    private static readonly string?[] Results = [null, "pending", "active", "done", "failed", "notSupported", "canceled"];
    private static readonly Holders?[] After = [Annas, Nobody, Bens, new Holders([], [Anna]), null];
    private static readonly DeviceState[] States = [DeviceState.Unknown, DeviceState.Pending, DeviceState.Active, DeviceState.Stalled, DeviceState.Verifying];

    [Theory]
    [InlineData(OrderKind.AutopilotReset)]
    [InlineData(OrderKind.Wipe)]
    public void Judge_AnyLook_SaysOnlyWhatTheTableAllows(OrderKind kind)
    {
        foreach (var (question, _) in Every(kind))
        {
            var state = question.State;
            foreach (var said in EvidenceJudge.Judge(question).Signals)
            {
                var next = Transitions.Next(kind, state, said.Signal);
                Assert.True(next is not null, $"{said.Signal} is refused in {state}: {question}");
                state = next.Value.To;
            }
        }
    }

    [Fact]
    public void Judge_AnyLookAtAReset_CompletesOnlyOnProofOrAsReportedOnly()
    {
        var completed = 0;
        foreach (var (question, before) in Every(OrderKind.AutopilotReset))
        {
            var judgement = EvidenceJudge.Judge(question);
            if (EndOf(question, judgement, before) is not { Signal: Signal.HoldersClean } end)
                continue;
            completed++;
            Assert.True(judgement.Grade == EvidenceGrade.Proven || end.ReportedOnly, $"{judgement.Grade}: {question}");
            Assert.True(!end.ReportedOnly || before == Nobody, $"{question}");
        }

        Assert.True(completed > 0);
    }

    [Fact]
    public void Judge_AnyLookAtADeviceThatDidNothing_NeverProves()
    {
        foreach (var (question, _) in Every(OrderKind.AutopilotReset).Where(c => c.Question.Now.RecordExists
            && c.Question.Known.Grade < EvidenceGrade.Proven
            && c.Question.Now.EnrolledAt == c.Question.Before.EnrolledAt
            && ReferenceEquals(c.Question.Now.Holders, c.Before)))
        {
            Assert.True(EvidenceJudge.Judge(question).Grade < EvidenceGrade.Proven, $"{question}");
        }
    }

    [Theory]
    [InlineData(OrderKind.AutopilotReset)]
    [InlineData(OrderKind.Wipe)]
    public void Judge_AnyLook_NeverLowersTheGrade(OrderKind kind) =>
        Assert.All(Every(kind), c => Assert.True(EvidenceJudge.Judge(c.Question).Grade >= c.Question.Known.Grade));

    private static EvidenceConclusion? EndOf(EvidenceQuestion question, EvidenceJudgement judgement, Holders before)
    {
        var state = judgement.Signals.Aggregate(question.State, (s, said) => Transitions.Next(question.Kind, s, said.Signal)!.Value.To);
        return state != DeviceState.Verifying
            ? null
            : EvidenceConclusion.Of(new ConclusionQuestion
            {
                Before = Before(before),
                Now = question.Now,
                Grade = judgement.Grade,
                NextUser = NextUser.SamePerson,
                ResetAt = judgement.ResetAt,
                ReportedAt = question.Known.ReportedAt ?? question.Now.ReadAt,
                DeadlinePassed = true,
            });
    }

    private static IEnumerable<(EvidenceQuestion Question, Holders Before)> Every(OrderKind kind) =>
        from held in (Holders[])[Annas, Nobody]
        let before = Before(held)
        from result in Results
        from after in After
        from checkedIn in (bool[])[false, true]
        from enrolled in (bool[])[false, true]
        from exists in (bool[])[true, false]
        from reenrolled in (string?[])[null, "new-id"]
        from state in States
        where kind == OrderKind.AutopilotReset || state != DeviceState.Verifying // a wipe has nobody to verify
        from known in KnownIn(kind, state)
        let now = new Observation
        {
            ReadAt = Noon.AddHours(1),
            RecordExists = exists,
            ReenrolledAs = reenrolled,
            ActionResults = result is null ? [] : [new ActionResult("wipe", result, Noon, Noon.AddMinutes(20))],
            Holders = after,
            LastCheckIn = checkedIn ? Noon.AddMinutes(30) : before.LastCheckIn,
            EnrolledAt = enrolled ? Noon.AddMinutes(19) : before.EnrolledAt,
            ManagementState = "managed",
        }
        select (Ask(now, kind, state, before, known), held);

    private static IEnumerable<KnownEvidence> KnownIn(OrderKind kind, DeviceState state) => state switch
    {
        DeviceState.Unknown => [new KnownEvidence()],
        DeviceState.Verifying =>
        [
            new KnownEvidence { Grade = EvidenceGrade.Reported, ReportedAt = Noon.AddMinutes(21) },
            new KnownEvidence { Grade = EvidenceGrade.Proven, SeenAt = Noon.AddMinutes(5) },
        ],
        DeviceState.Active when kind == OrderKind.Wipe => [new KnownEvidence { Grade = EvidenceGrade.Reported, ReportedAt = Noon.AddMinutes(21) }],
        _ => [new KnownEvidence { Grade = EvidenceGrade.Accepted }, new KnownEvidence { Grade = EvidenceGrade.Seen, SeenAt = Noon.AddMinutes(5) }],
    };
}
