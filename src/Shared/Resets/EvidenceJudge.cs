using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>
/// What one look at a device says about its order, by the grades of rules.md (Evidence). Pure: no clock, no I/O.
/// Only what differs from the snapshot counts; a time window alone is never a match.
/// </summary>
/// <remarks>
/// What can look like a proof without a reset, and what is done about it:
/// <list type="bullet">
/// <item>A primary user or owner changed by hand before the device was in touch: remembered as <see cref="EvidenceJudgement.ChangedByHand"/> and never counted.</item>
/// <item>A repair made from this console: the caller passes it as <see cref="KnownEvidence.ChangedByHand"/>.</item>
/// <item>A holder changed by hand, or a holder's account deleted in Entra, <em>after</em> a device checked in without executing: Graph's reads cannot tell this
/// from a reset. The grounds in the audit name exactly what changed; where only one of two holders changed, the other ends as a finding.</item>
/// <item>An enrolment renewed by hand under the same id, or for a wipe a record deleted by hand: likewise; the grounds name it.</item>
/// <item>Intune's <c>failed</c> beside a changed holder: the failure stands, since handing on a device that was not reset is the worse error.</item>
/// </list>
/// </remarks>
public static class EvidenceJudge
{
    /// <summary>Judges one look.</summary>
    public static EvidenceJudgement Judge(EvidenceQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var results = EvidenceActions.NewSince(question);
        var look = new Look(question, [.. results.Where(EvidenceActions.IsResetOrWipe)]);
        if (question.State != DeviceState.Unknown || look.FindOrder())
            look.Collect();
        return look.Conclude([.. results.Where(r => !EvidenceActions.IsResetOrWipe(r)).Select(EvidenceActions.Describe)]);
    }

    /// <summary>One look while it is judged.</summary>
    private sealed class Look(EvidenceQuestion question, IReadOnlyList<ActionResult> results)
    {
        private readonly List<EvidenceSignal> _signals = [];
        private readonly HashSet<Holder> _changedByHand = [];
        private EvidenceGrade _grade = question.Known.Grade;

        private Snapshot Before => question.Before;
        private Observation Now => question.Now;
        private DateTimeOffset? SeenAt => question.Known.SeenAt ?? (CheckedInAfterOrder ? Now.LastCheckIn : null);
        private ActionResult? Done => results.Where(EvidenceActions.IsDone).MaxBy(r => r.UpdatedAt);
        private bool IsReported => question.Known.ReportedAt is not null || Done is not null;

        private bool CheckedInAfterOrder =>
            Now.LastCheckIn is { } checkIn && EvidenceChanges.IsAfterOrder(question, checkIn, Before.LastCheckIn);

        /// <summary>For an order of unknown fate: something that only a taken order leaves behind.</summary>
        public bool FindOrder()
        {
            if (results.Count > 0)
                Say(Signal.OrderFound, EvidenceGrade.Accepted, $"Intune lists the order: {EvidenceActions.Describe(results[^1])}.");
            else if (Now.RecordExists && Now.ManagementState is { } state && !Same(state, Before.ManagementState) && !Same(state, "managed"))
                Say(Signal.OrderFound, EvidenceGrade.Accepted, $"Intune's record is now in state {state}.", ("managementState", Before.ManagementState, state));
            else if (question.Kind == OrderKind.Wipe && Now.ReenrolledAs is { } id)
                Say(Signal.OrderFound, EvidenceGrade.Accepted, $"The device enrolled anew as {id}.", ("managedDeviceId", "as confirmed", id));
            else
                return false;
            return true;
        }

        public void Collect()
        {
            if (Gone())
                return;
            CollectSeen();
            if (CollectFailure())
                return;
            CollectReports();

            // A wipe is proven by the end of its record alone.
            if (question.Kind == OrderKind.AutopilotReset)
                CollectProof();
        }

        private bool Gone()
        {
            if (question.Kind == OrderKind.Wipe && Now.ReenrolledAs is { } id)
                Say(Signal.Proven, EvidenceGrade.Proven, $"The device enrolled anew as {id}.", ("managedDeviceId", "as confirmed", id));
            else if (!Now.RecordExists)
                Say(Signal.RecordGone, question.Kind == OrderKind.Wipe ? EvidenceGrade.Proven : _grade, GoneText(), ("record", "present", "gone"));
            else
                return false;
            return true;
        }

        private string GoneText() => question.Kind == OrderKind.Wipe
            ? "The Intune record is gone, as after a wipe. (A record deleted by hand looks the same.)"
            : "The Intune record is gone. A reset keeps it: somebody deleted or wiped the device, or it was unenrolled.";

        private void CollectSeen()
        {
            if (CheckedInAfterOrder && question.Known.SeenAt is null)
            {
                Say(Signal.Seen, EvidenceGrade.Seen, $"Checked in at {EvidenceWords.Time(Now.LastCheckIn)}, after the order. It could have fetched it.",
                    ("lastCheckIn", EvidenceWords.Time(Before.LastCheckIn), EvidenceWords.Time(Now.LastCheckIn)));
            }
        }

        /// <summary>A failure ends the order only when no other new entry is still open or done.</summary>
        private bool CollectFailure()
        {
            if (results.Count == 0 || IsReported || _grade == EvidenceGrade.Proven || !results.All(EvidenceActions.IsFailure))
                return false;
            var last = results.MaxBy(r => r.UpdatedAt ?? r.StartedAt)!;
            Say(Signal.ReportedFailed, _grade, FailureText(last), (last.Name, "absent", last.State));
            return true;
        }

        private string FailureText(ActionResult last)
        {
            var text = $"Intune reports {last.State} ({last.Name}). Graph gives no cause.";
            if (question.Kind == OrderKind.AutopilotReset && !Same(last.State, "canceled"))
                text += " A common one is Windows RE being off: `reagentc /info` on the device shows it, `reagentc /enable` cures it.";
            var changed = EvidenceChanges.HoldersGone(Before, Now);
            return changed.Count == 0 ? text : $"{text} Yet {string.Join(" and ", changed.Select(h => EvidenceChanges.Describe(question, h)))}: look at the device.";
        }

        private void CollectReports()
        {
            if (Done is { } done && question.Known.ReportedAt is null)
                Say(Signal.Reported, EvidenceGrade.Reported, $"Intune reports done ({done.Name}).", (done.Name, "absent", done.State));
            else if (!IsReported && results.FirstOrDefault(EvidenceActions.IsActive) is { } active && IsNews(active))
                Say(Signal.ReportedActive, _grade, $"The device works on it ({active.Name}).", (active.Name, "absent", active.State));
        }

        /// <summary>A stalled order whose entry says nothing it did not say at the last look stays stalled.</summary>
        private bool IsNews(ActionResult active) =>
            question.State is DeviceState.Pending or DeviceState.Unknown
            || (question.State == DeviceState.Stalled && question.Known.Previous?.ActionResults.Contains(active) != true);

        private void CollectProof()
        {
            if (_grade == EvidenceGrade.Proven)
                return;
            var gone = EvidenceChanges.HoldersGone(Before, Now).Where(h => !question.Known.ChangedByHand.Contains(h)).ToList();
            if (SeenAt is null && !IsReported)
            {
                // The device has not been in touch: whatever changed, a person changed it.
                _changedByHand.UnionWith(gone);
                return;
            }

            var grounds = gone.Select(h => EvidenceChanges.Describe(question, h)).ToList();
            if (EvidenceChanges.EnrolledAnew(question))
                grounds.Add($"enrolment date {EvidenceWords.Change(EvidenceWords.Time(Before.EnrolledAt), EvidenceWords.Time(Now.EnrolledAt))}");
            if (grounds.Count > 0)
                SayProven(grounds);
        }

        private void SayProven(IReadOnlyList<string> grounds)
        {
            var values = new Dictionary<string, string?>
            {
                ["grounds"] = string.Join("; ", grounds),
                ["lastCheckIn"] = EvidenceWords.Change(EvidenceWords.Time(Before.LastCheckIn), EvidenceWords.Time(Now.LastCheckIn)),
            };
            _grade = EvidenceGrade.Proven;
            _signals.Add(new EvidenceSignal(Signal.Proven, $"{(IsReported ? "Reported" : "Seen")}, and since the order: {string.Join("; ", grounds)}.", values));
        }

        public EvidenceJudgement Conclude(IReadOnlyList<string> unknownActions) => new()
        {
            Signals = _signals,
            Grade = _grade,
            SeenAt = SeenAt,
            ResetAt = Done?.UpdatedAt ?? (EvidenceChanges.EnrolledAnew(question) ? Now.EnrolledAt : null),
            ChangedByHand = _changedByHand,
            UnknownActions = unknownActions,
        };

        private void Say(Signal signal, EvidenceGrade grade, string text, params (string Name, string? Was, string? Now)[] values)
        {
            if (grade > _grade)
                _grade = grade;
            _signals.Add(new EvidenceSignal(signal, text, values.ToDictionary(v => v.Name, v => (string?)EvidenceWords.Change(v.Was, v.Now))));
        }

        private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }
}
