using AutopilotReset.Engine.Tests.Operations;
using AutopilotReset.Shared.Console;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>Choosing by the users of a group, against a practice tenant over HTTPS: only whose primary user is a member now.</summary>
public sealed class GroupUsersTests
{
    [Fact]
    public async Task Select_UsersOfAGroup_TakesWhoseLivePrimaryUserIsAMemberAndListsTheOthers()
    {
        await using var engine = await WholeEngine.StartAsync();
        var (outer, stranger) = Members(engine, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03");
        await engine.SyncAsync();

        // Recorded for members in the list; since then one was handed to somebody else, and one is shared.
        engine.Tenant.Fleet.Change(fleet => fleet.Find("NB-CLEAN-02")!.Intune!.PrimaryUserId = stranger);
        engine.Tenant.Fleet.Change(fleet => fleet.Find("NB-CLEAN-03")!.Intune!.PrimaryUserId = null);
        var selection = await SelectAsync(engine, outer);

        Assert.Equal(["NB-CLEAN-01"], selection.Value!.Devices.Select(d => d.Name));
        Assert.Equal(["NB-CLEAN-02", "NB-CLEAN-03"], selection.Value.Problems.Select(p => p.Text).Order());
        Assert.All(selection.Value.Problems, p => Assert.Equal(p.Text, Assert.Single(p.Candidates).Name));
        Assert.Contains("somebody else", selection.Value.Problems.Single(p => p.Text == "NB-CLEAN-02").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Select_NobodyInIt_IsNeverEverybody()
    {
        await using var engine = await WholeEngine.StartAsync();
        var (outer, _) = Members(engine);
        await engine.SyncAsync();

        Assert.Equal("group-empty", (await SelectAsync(engine, outer)).Refused?.Code);
        Assert.Equal("group-unreadable", (await SelectAsync(engine, new PracticeGroup { Id = "aaaaaaaa-0000-4000-8000-000000000404", DisplayName = "Gone" })).Refused?.Code);
    }

    /// <summary>A group that holds another, in which the holders of these devices are; and somebody who is in neither.</summary>
    private static (PracticeGroup Outer, string Stranger) Members(WholeEngine engine, params string[] devices)
    {
        (PracticeGroup, string) made = default;
        engine.Tenant.Fleet.Change(fleet =>
        {
            var (outer, inner) = (fleet.Groups[0], fleet.Groups[1]);
            (outer.UserIds, outer.GroupIds) = ([], [inner.Id]);
            (inner.UserIds, inner.GroupIds) = ([.. devices.Select(n => fleet.Find(n)!.Intune!.UserId!).Distinct()], []);
            foreach (var other in fleet.Devices.Where(d => d.Intune?.UserId is { } user && inner.UserIds.Contains(user) && !devices.Contains(d.Key)))
                other.Intune!.UserId = null;
            made = (outer, fleet.Devices.Select(d => d.Intune?.UserId).OfType<string>().First(u => !inner.UserIds.Contains(u)));
        });
        return made;
    }

    private static Task<Outcome<Selection>> SelectAsync(WholeEngine engine, PracticeGroup group) =>
        engine.Get<IDeviceCatalogue>().SelectAsync(engine.Ada, new Choice.GroupUsers(group.Id, group.DisplayName), default);
}
