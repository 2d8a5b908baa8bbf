using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>
/// Devices whose primary user is in an Entra group (decision 0061). Intune's list may name the user who enrolled a device rather than its primary user (graph.md §4), so the list
/// only says which devices to ask about, and each is asked live. Half a group, or one device that does not answer, and nothing is taken.
/// </summary>
internal sealed class GroupUsersChoice(GroupReader groups, HolderAccess holders, StoredDevices stored)
{
    /// <summary>Each is a read on Intune's own limit while somebody waits.</summary>
    public const int MostAsked = 500;

    /// <summary>The read budget decides how fast that is.</summary>
    private const int AtOnce = 8;

    public async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice.GroupUsers choice, CancellationToken stop)
    {
        var reader = Account.Of(scope.Admin);
        HashSet<string> users;
        try
        {
            users = [.. await groups.UsersAsync(choice.GroupId, reader, stop)];
        }
        catch (Exception fault) when (GroupChoice.IsOfGraph(fault, stop))
        {
            return new Refused("group-unreadable", $"The users in \"{choice.GroupName}\" could not be read to their end, so none of their devices was taken: {fault.Message}");
        }

        if (users.Count == 0)
            return new Refused("group-empty", $"\"{choice.GroupName}\" has no user as a member.");
        var asked = await stored.RecordedForAsync(scope.Current.Index, users);
        if (asked.Count == 0)
            return new Refused("selection-empty", $"Intune's list records no Windows device for a user in \"{choice.GroupName}\".");
        return asked.Count > MostAsked
            ? new Refused("selection-too-large", $"{asked.Count:N0} devices are recorded for the users in \"{choice.GroupName}\"; at most {MostAsked} can be asked for their primary user at once. Choose a smaller group.")
            : await JudgeAsync(scope, choice, asked, users, reader, stop);
    }

    private async Task<Outcome<Chosen>> JudgeAsync(ChoiceScope scope, Choice.GroupUsers choice, List<int> asked, HashSet<string> users, Account reader, CancellationToken stop)
    {
        var ids = await scope.Current.Index.IdsAsync();
        var found = new IReadOnlyList<string>?[asked.Count];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, asked.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (i, cancel) =>
                found[i] = await holders.PrimaryUsersAsync(ids[asked[i]].ToString("D"), reader, cancel));
        }
        catch (Exception fault) when (GroupChoice.IsOfGraph(fault, stop))
        {
            return new Refused("primary-users-unreadable", $"The primary users of the {asked.Count:N0} devices could not all be read, so none was taken: {fault.Message}");
        }

        var labels = await stored.LabelsAsync(scope.Current, asked);
        var all = asked.Select((place, i) => (Place: place, Why: Why(found[i], users))).ToList();
        return new Chosen(
            $"devices of the users in Entra group {choice.GroupName}",
            [.. all.Where(d => d.Why is null).Select(d => d.Place)],
            [.. all.Where(d => d.Why is not null).Select(d => new Unclear(0, labels[d.Place].Name, d.Why!, [d.Place]))]);
    }

    /// <summary>Why it is not taken by itself; a person may take it by hand.</summary>
    private static string? Why(IReadOnlyList<string>? primary, HashSet<string> users) => primary switch
    {
        null => "Intune has no record of this device any more. Sync.",
        [] => "A member enrolled it, but it has no primary user: it may be shared.",
        _ when primary.All(users.Contains) => null,
        _ => "A member enrolled it, but its primary user is somebody else, who is not in the group.",
    };
}
