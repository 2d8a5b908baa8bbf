using AutopilotReset.Shared.Console;

namespace AutopilotReset.Shared.Resets;

/// <summary>What decides how a reset in <see cref="DeviceState.Verifying"/> ends.</summary>
public sealed record ConclusionQuestion
{
    public required Snapshot Before { get; init; }
    public required Observation Now { get; init; }
    public required EvidenceGrade Grade { get; init; }
    public required NextUser NextUser { get; init; }

    /// <summary>By Intune's clock (<see cref="EvidenceJudgement.ResetAt"/>).</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>By our clock: when the report was first read; stands in where Intune gave no time.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    public required bool DeadlinePassed { get; init; }
}

/// <summary>How a reset ends.</summary>
/// <param name="Signal">One of <see cref="Signal.HoldersClean"/>, <see cref="Signal.LeftoversFound"/>, <see cref="Signal.ReportedUnchanged"/>.</param>
/// <param name="ReportedOnly">Completed on Intune's word alone (rules.md).</param>
public sealed record EvidenceConclusion(Signal Signal, string Text, IReadOnlyList<HolderFinding> Findings, bool ReportedOnly)
{
    /// <summary>
    /// The end of a reset being verified, or <c>null</c> while it is to be waited for. Clean ends at once; leftovers only at the deadline, since Intune may still
    /// be clearing them. Without a read of both holders nothing ends.
    /// </summary>
    public static EvidenceConclusion? Of(ConclusionQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (!question.Now.RecordExists || question.Now.Holders is not { } after)
            return null;
        var verdict = HolderJudge.Judge(question.Before.Holders, after, question.NextUser, p => HolderJudge.SignedInSince(question.Now, question.ResetAt, p));

        if (question.Grade == EvidenceGrade.Proven)
            return OfProven(question, verdict);
        if (IsReportedWithNothingElseToSee(question))
            return new(Signal.HoldersClean, "Completed as reported by Intune, with its check-in: there was neither primary user nor owner whose change could prove it.", [], true);
        if (!question.DeadlinePassed)
            return null;
        return new(Signal.ReportedUnchanged, $"Reported, not proven: nothing changed that a check-in alone cannot cause. {verdict.Text}", verdict.Findings, false);
    }

    private static EvidenceConclusion? OfProven(ConclusionQuestion question, HolderVerdict verdict)
    {
        if (verdict.IsClean)
            return new(Signal.HoldersClean, $"Reset proven. {verdict.Text}", [], false);
        if (!question.DeadlinePassed)
            return null;
        return new(Signal.LeftoversFound, string.Join(' ', verdict.Findings.Select(f => f.Text)), verdict.Findings, false);
    }

    /// <summary>The check-in that carried the report counts: without it there would be no report.</summary>
    private static bool IsReportedWithNothingElseToSee(ConclusionQuestion question) =>
        question.Grade == EvidenceGrade.Reported
        && question.Before.Holders is { PrimaryUsers.Count: 0, Owners.Count: 0 }
        && question.Now.LastCheckIn >= (question.ResetAt ?? question.ReportedAt);
}
