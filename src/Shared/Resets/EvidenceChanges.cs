using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>Changes since the snapshot that a mere check-in cannot cause (rules.md, Evidence).</summary>
internal static class EvidenceChanges
{
    /// <summary>Holders recorded before of whom none is left now. Nobody before, or not read now: no change.</summary>
    public static IReadOnlyList<Holder> HoldersGone(Snapshot before, Observation now)
    {
        var gone = new List<Holder>();
        if (now.Holders is not { } holders)
            return gone;
        if (NoneLeft(before.Holders.PrimaryUsers, holders.PrimaryUsers))
            gone.Add(Holder.PrimaryUser);
        if (now.EntraObjectExists && NoneLeft(before.Holders.Owners, holders.Owners))
            gone.Add(Holder.Owner);
        return gone;
    }

    /// <summary>The enrolment date lies after the order and is not the snapshot's.</summary>
    public static bool EnrolledAnew(EvidenceQuestion question) =>
        question.Now.EnrolledAt is { } enrolled && enrolled != question.Before.EnrolledAt && IsAfterOrder(question, enrolled, question.Before.EnrolledAt);

    /// <summary>
    /// Intune stamps check-ins and enrolments by its clock. A stamp newer than the snapshot's was made after the snapshot was read,
    /// so it may lie before <see cref="EvidenceQuestion.OrderedAt"/> by as much as the clocks differ. Where the snapshot had none, only a stamp
    /// that lies after the order by both clocks counts.
    /// </summary>
    public static bool IsAfterOrder(EvidenceQuestion question, DateTimeOffset stamp, DateTimeOffset? before) =>
        before is { } was
            ? stamp > was && stamp >= question.OrderedAt - question.ClockSkew
            : stamp >= question.OrderedAt + question.ClockSkew;

    public static string Describe(EvidenceQuestion question, Holder holder) => holder switch
    {
        Holder.PrimaryUser => "primary user " + EvidenceWords.Change(
            EvidenceWords.PrimaryUsers(question.Before.Holders.PrimaryUsers), EvidenceWords.PrimaryUsers(question.Now.Holders!.PrimaryUsers)),
        _ => "owner " + EvidenceWords.Change(
            EvidenceWords.Owners(question.Before.Holders.Owners), EvidenceWords.Owners(question.Now.Holders!.Owners)),
    };

    private static bool NoneLeft(IReadOnlyList<Person> before, IReadOnlyList<Person> now) =>
        before.Count > 0 && !before.Any(was => now.Any(was.IsSameAs));
}
