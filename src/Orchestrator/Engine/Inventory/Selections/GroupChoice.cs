using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>Devices that are transitive members of an Entra group, read live. Half a group is refused: nobody would see which half.</summary>
internal sealed class GroupChoice(GroupReader groups)
{
    public async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice.Group choice, CancellationToken stop)
    {
        IReadOnlyList<(string DeviceId, string Name)> members;
        try
        {
            members = await groups.DevicesAsync(choice.GroupId, Account.Of(scope.Admin), stop);
        }
        catch (Exception fault) when (IsOfGraph(fault, stop))
        {
            return new Refused("group-unreadable", $"The members of \"{choice.GroupName}\" could not be read to their end, so none was taken: {fault.Message}");
        }

        if (members.Count == 0)
            return new Refused("group-empty", $"\"{choice.GroupName}\" has no device as a member. Devices of users who are members are not taken.");
        if (members.Count > SelectionDesk.MostDevices)
            return new Refused("selection-too-large", $"\"{choice.GroupName}\" has {members.Count:N0} devices; a selection holds at most {SelectionDesk.MostDevices:N0}.");
        return await MatchAsync(scope, choice, members);
    }

    /// <summary>Whatever reading Graph may end with, short of our own cancelling.</summary>
    public static bool IsOfGraph(Exception fault, CancellationToken stop) => !(fault is OperationCanceledException && stop.IsCancellationRequested);

    private static async Task<Chosen> MatchAsync(ChoiceScope scope, Choice.Group choice, IReadOnlyList<(string DeviceId, string Name)> members)
    {
        var byEntra = await scope.Current.Index.ByEntraIdAsync();
        var devices = new List<int>();
        var problems = new List<Unclear>();
        foreach (var (deviceId, name) in members)
        {
            var rows = byEntra[DeviceIdKey.Of(deviceId)].ToList();
            if (rows.Count == 1)
                devices.Add(rows[0]);
            else if (rows.Count == 0)
                problems.Add(new Unclear(0, name, $"Member {deviceId} is no Windows device of your inventory. Sync if it is new.", []));
            else
                problems.Add(new Unclear(0, name, $"{rows.Count} records name Entra device {deviceId}; choose one by hand.", rows));
        }

        return new Chosen($"Entra group {choice.GroupName}", [.. devices.Distinct()], problems);
    }
}
