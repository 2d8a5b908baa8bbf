using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>Primary user and owner after a reset, against the snapshot and who was said to come next.</summary>
/// <param name="Findings">One per holder that is as before although it should not be.</param>
/// <param name="Text">Both holders in words, whatever the verdict.</param>
public sealed record HolderVerdict(IReadOnlyList<HolderFinding> Findings, string Text)
{
    public bool IsClean => Findings.Count == 0;
}

/// <summary>
/// Judges holders by rules.md (User and owner afterwards). Clean is: nobody, or somebody other than before, or the same person where the same person
/// was said to come next or signed in after the reset. Pure.
/// </summary>
/// <remarks>Nobody before and nobody now is clean: shared devices stay shared, and an empty list does not say why it is empty.</remarks>
public static class HolderJudge
{
    /// <param name="before">Holders in the snapshot.</param>
    /// <param name="after">Holders as read now.</param>
    /// <param name="next">Who was said to come next.</param>
    /// <param name="freshSignIn">Whether this person is known to have signed in on the device since it was reset.</param>
    public static HolderVerdict Judge(Holders before, Holders after, NextUser next, Func<Person, bool> freshSignIn)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(freshSignIn);
        var findings = Leftovers(Holder.PrimaryUser, before.PrimaryUsers, after.PrimaryUsers)
            .Concat(Leftovers(Holder.Owner, before.Owners, after.Owners))
            .Where(f => next != NextUser.SamePerson && !freshSignIn(f.IsNow))
            .ToList();
        return new HolderVerdict(findings, Describe(before, after));
    }

    /// <summary>
    /// A sign-in counts as fresh only when it is known to be this person's and to lie after the reset.
    /// With the time of the reset unknown nothing is fresh: a user may have signed in between order and reset.
    /// </summary>
    public static bool SignedInSince(Observation now, DateTimeOffset? resetAt, Person person)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(person);
        return resetAt is { } reset && now.LastSignIn > reset
            && string.Equals(now.LastSignInUserId, person.Id, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<HolderFinding> Leftovers(Holder holder, IReadOnlyList<Person> before, IReadOnlyList<Person> after) =>
        from isNow in after
        let was = before.FirstOrDefault(isNow.IsSameAs)
        where was is not null
        select new HolderFinding(holder, was, isNow, $"{isNow.Label} is {Word(holder)} as before: left behind, or back again.");

    private static string Describe(Holders before, Holders after) =>
        $"Primary user {EvidenceWords.Change(EvidenceWords.PrimaryUsers(before.PrimaryUsers), EvidenceWords.PrimaryUsers(after.PrimaryUsers))}; "
        + $"owner {EvidenceWords.Change(EvidenceWords.Owners(before.Owners), EvidenceWords.Owners(after.Owners))}.";

    private static string Word(Holder holder) => holder == Holder.PrimaryUser ? "primary user" : "owner";
}
