using System.Text.Json.Nodes;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class SelectionTests : IDisposable
{
    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private async Task<Outcome<Selection>> SelectAsync(Choice choice)
    {
        if (await _bench.ReaderAsync(People.Operator.AccountId) is null)
        {
            _bench.Server.AddWhole(Enumerable.Range(1, 9));
            _bench.Server.Intune.Add(Devices.Intune(21, "TWIN", "SN-TWIN"));
            _bench.Server.Intune.Add(Devices.Intune(22, "TWIN-2", "SN-TWIN"));
            _bench.Server.Intune.Add(Devices.Intune(23, "ZEROS", "0004711"));
            _bench.Server.Intune.Add(Devices.Intune(24, "EXPONENT", "5E10"));
            _bench.Server.Intune.Add(Devices.Intune(25, "PLACEHOLDER", "Default string"));
            _bench.Server.Intune.Add(Devices.Intune(26, "SCANNED", "PF1ABCDE"));
            await _bench.SyncAsync();
        }

        return await _bench.Catalogue.SelectAsync(People.Operator, choice, CancellationToken.None);
    }

    private static Choice Matching(string text, int expected) => new Choice.Matching(new DeviceQuery { Text = text }, expected);

    private static string Key(int number) => $"i-{Devices.Id(1, number)}";

    [Fact]
    public async Task Select_Keys_FreezesThemInOrderAndOnlyForTheirOwner()
    {
        var selection = (await SelectAsync(new Choice.Keys([Key(3), Key(1), Key(3)]))).Value!;

        Assert.Equal([Key(3), Key(1)], selection.Devices.Select(d => d.Key));
        var again = await _bench.Catalogue.GetSelectionAsync(People.Operator, selection.Id, CancellationToken.None);
        Assert.Equal([Key(3), Key(1)], again!.Devices.Select(d => d.Key));
        Assert.Null(await _bench.Catalogue.GetSelectionAsync(People.Auditor, selection.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Select_UnknownKey_IsAProblemNotADevice()
    {
        var selection = (await SelectAsync(new Choice.Keys([Key(1), "i-unknown"]))).Value!;

        Assert.Single(selection.Devices);
        Assert.Equal("i-unknown", Assert.Single(selection.Problems).Text);
    }

    public static TheoryData<Choice, string> Refusals => new()
    {
        { null!, "selection-empty" },
        { new Choice.Keys(null!), "selection-empty" },
        { new Choice.Matching(null!, 15), "selection-empty" },
        { new Choice.Pasted(null!), "selection-empty" },
        { new Choice.Group("", "Everybody"), "selection-empty" },
        { new Choice.Keys([]), "selection-empty" },
        { new Choice.Keys(["", " "]), "selection-empty" },
        { new Choice.Pasted(""), "selection-empty" },
        { new Choice.Pasted(" \n\t\r\n;;\n"), "selection-empty" },
        { new Choice.Matching(new DeviceQuery(), 15), "choice-unbounded" },
        { new Choice.Matching(new DeviceQuery { Text = "  " }, 15), "choice-unbounded" },
        { new Choice.Matching(new DeviceQuery { JoinType = "" }, 15), "choice-unbounded" },
        { new Choice.Matching(new DeviceQuery { Text = "pc-" }, 8), "count-changed" },
        { new Choice.Matching(new DeviceQuery { Text = "nothing" }, 0), "selection-empty" },
    };

    /// <summary>R24 of faults.md.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Select_EmptyOrUnbounded_IsRefused(Choice choice, string code) => Assert.Equal(code, (await SelectAsync(choice)).Refused?.Code);

    [Fact]
    public async Task Select_Matching_TakesAllThatMatch()
    {
        var selection = (await SelectAsync(Matching("pc-000", 9))).Value!;

        Assert.Equal(9, selection.Devices.Count);
    }

    [Fact]
    public async Task Select_Auditor_IsRefused()
    {
        await SelectAsync(Matching("pc-000", 9));

        Assert.Equal("read-only", (await _bench.Catalogue.SelectAsync(People.Auditor, Matching("pc-000", 9), CancellationToken.None)).Refused?.Code);
    }

    [Fact]
    public async Task Select_BeforeTheFirstFullRead_IsRefused() =>
        Assert.Equal("no-inventory", (await _bench.Catalogue.SelectAsync(People.Operator, new Choice.Keys([Key(1)]), CancellationToken.None)).Refused?.Code);

    [Fact]
    public async Task Select_PastedMix_TakesWhatPointsAtExactlyOneDevice()
    {
        var text = $"sn000001\tnot this\r\n\"PC-0002\";x\n{Devices.Id(1, 3).ToUpperInvariant()}\n{Devices.Id(2, 4)},y\n\n 1S20XXS0AB00PF1ABCDE \n5E10";

        var selection = (await SelectAsync(new Choice.Pasted(text))).Value!;

        Assert.Empty(selection.Problems);
        Assert.Equal([Key(1), Key(2), Key(3), Key(4), Key(26), Key(24)], selection.Devices.Select(d => d.Key));
    }

    [Theory]
    [InlineData("SN-TWIN", 2, "choose one by hand")]
    [InlineData("4711", 1, "leading zeros")]
    [InlineData("50000000000", 1, "leading zeros")]
    [InlineData("7.00E+10", 0, "exponent")]
    [InlineData("Default string", 1, "names no device")]
    [InlineData("PC-00", 0, "No device")]
    [InlineData("pc-000%", 0, "No device")]
    public async Task Select_PastedLineThatPointsAtNoneOrSeveral_IsListedAndNotTaken(string line, int candidates, string why)
    {
        var selection = (await SelectAsync(new Choice.Pasted($"SN000001\n\n{line}"))).Value!;

        Assert.Equal([Key(1)], selection.Devices.Select(d => d.Key));
        var problem = Assert.Single(selection.Problems);
        Assert.Equal((3, line), (problem.Line, problem.Text));
        Assert.Equal(candidates, problem.Candidates.Count);
        Assert.Contains(why, problem.Why);
    }

    [Fact]
    public async Task Select_PastedTwice_NamesTheEarlierLine()
    {
        var selection = (await SelectAsync(new Choice.Pasted("SN000001\nSN000002\nPC-0001"))).Value!;

        Assert.Equal(2, selection.Devices.Count);
        var problem = Assert.Single(selection.Problems);
        Assert.Equal(3, problem.Line);
        Assert.Contains("line 1", problem.Why);
    }

    [Fact]
    public async Task Select_Group_TakesMemberDevicesOverPages()
    {
        var pages = 0;
        _bench.Server.Instead = uri => uri.AbsolutePath.StartsWith("/v1.0/groups/", StringComparison.Ordinal) ? GroupPage(pages++) : null;

        var selection = (await SelectAsync(new Choice.Group("g", "Room 4"))).Value!;

        Assert.Equal([Key(1), Key(2)], selection.Devices.Select(d => d.Key));
        Assert.Equal("STRANGER", Assert.Single(selection.Problems).Text);
        Assert.Equal("Entra group Room 4", selection.Source);
    }

    [Fact]
    public async Task Select_GroupHalfReadable_IsRefusedWhole()
    {
        var pages = 0;
        _bench.Server.Instead = uri => !uri.AbsolutePath.StartsWith("/v1.0/groups/", StringComparison.Ordinal) ? null
            : pages++ == 0 ? GroupPage(0) : PageServer.Answer(System.Net.HttpStatusCode.InternalServerError, "{}");

        Assert.Equal("group-unreadable", (await SelectAsync(new Choice.Group("g", "Room 4"))).Refused?.Code);
    }

    [Fact]
    public async Task Remove_Keys_LeavesTheRest()
    {
        var selection = (await SelectAsync(new Choice.Keys([Key(1), Key(2), Key(3)]))).Value!;

        var left = (await _bench.Catalogue.RemoveFromSelectionAsync(People.Operator, selection.Id, [Key(2)], CancellationToken.None)).Value!;

        Assert.Equal([Key(1), Key(3)], left.Devices.Select(d => d.Key));
        Assert.Equal("selection-not-found", (await _bench.Catalogue.RemoveFromSelectionAsync(People.Operator, Guid.Empty, [Key(2)], CancellationToken.None)).Refused?.Code);
    }

    [Fact]
    public async Task Get_DeviceThatTheInventoryForgot_IsRefused()
    {
        var selection = (await SelectAsync(new Choice.Keys([Key(1)]))).Value!;
        _bench.Database.Execute($"UPDATE SelectedDevices SET \"Key\" = 'i-{Guid.Empty}'");

        var device = Assert.Single((await _bench.Catalogue.GetSelectionAsync(People.Operator, selection.Id, CancellationToken.None))!.Devices);

        Assert.Equal(("PC-0001", Verdict.Refused), (device.Name, device.Verdict));
    }

    private static HttpResponseMessage GroupPage(int number)
    {
        var page = new JsonObject();
        if (number == 0)
            page["@odata.nextLink"] = "https://graph.microsoft.com/v1.0/groups/g/transitiveMembers/microsoft.graph.device?$skiptoken=2";
        page["value"] = number == 0 ? new JsonArray(Member(1, "PC-0001")) : new JsonArray(Member(2, "PC-0002"), Member(99, "STRANGER"));
        return PageServer.Answer(System.Net.HttpStatusCode.OK, page.ToJsonString());

        static JsonObject Member(int number, string name) => new() { ["@odata.type"] = "#microsoft.graph.device", ["id"] = Devices.Id(3, number), ["deviceId"] = Devices.Id(2, number), ["displayName"] = name };
    }

    [Fact]
    public async Task Select_LongList_IsShownByPagesAndItsProblemsKeepTheirLines()
    {
        var lines = Enumerable.Range(1, 9).Select(n => $"SN{n:d6}").Concat(Enumerable.Range(1, 1_200).Select(n => $"NOBODY-{n}")).Append("SN-TWIN").Append("sn000009");
        var selection = (await SelectAsync(new Choice.Pasted(string.Join("\r\n", lines)))).Value!;

        Assert.Equal((9, 1_202), (selection.Total, selection.ProblemTotal));
        Assert.Equal(Selection.FirstRows, selection.Problems.Count);
        var last = await _bench.Catalogue.GetProblemsAsync(People.Operator, selection.Id, 1_199, 100, CancellationToken.None);
        Assert.Equal([(1_209, "NOBODY-1200", 0), (1_210, "SN-TWIN", 2), (1_211, "sn000009", 0)], last.Select(p => (p.Line, p.Text, p.Candidates.Count)));
        Assert.Contains("line 9;", last[2].Why, StringComparison.Ordinal);
        Assert.Equal([Key(8), Key(9)], (await _bench.Catalogue.GetSelectedAsync(People.Operator, selection.Id, 7, 5, CancellationToken.None)).Select(d => d.Key));
        Assert.Empty(await _bench.Catalogue.GetSelectedAsync(People.Auditor, selection.Id, 0, 5, CancellationToken.None));
        Assert.Empty(await _bench.Catalogue.GetProblemsAsync(People.Auditor, selection.Id, 0, 5, CancellationToken.None));
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(100_001, "selection-too-large")]
    public async Task Select_AsManyLinesAsASelectionHolds_IsTheBound(int lines, string? code) =>
        Assert.Equal(code, (await SelectAsync(new Choice.Pasted(string.Join('\n', Enumerable.Range(1, lines))))).Refused?.Code);

    [Fact]
    public async Task Select_MoreTextThanTheBound_IsRefused() =>
        Assert.Equal("paste-too-large", (await SelectAsync(new Choice.Pasted(new string('x', 8_000_001)))).Refused?.Code);

    [Fact]
    public async Task Add_PickedDevices_StandBehindTheOthersAndOnce()
    {
        var selection = (await SelectAsync(new Choice.Pasted("SN000002\nSN-TWIN"))).Value!;

        var added = (await _bench.Catalogue.AddToSelectionAsync(People.Operator, selection.Id, [Key(21), Key(2)], CancellationToken.None)).Value!;

        Assert.Equal([Key(2), Key(21)], added.Devices.Select(d => d.Key));
        Assert.Equal("device-not-found", (await _bench.Catalogue.AddToSelectionAsync(People.Operator, selection.Id, ["i-unknown"], CancellationToken.None)).Refused?.Code);
        Assert.Equal("selection-not-found", (await _bench.Catalogue.AddToSelectionAsync(People.Operator, Guid.Empty, [Key(1)], CancellationToken.None)).Refused?.Code);
        Assert.Equal("read-only", (await _bench.Catalogue.AddToSelectionAsync(People.Auditor, selection.Id, [Key(1)], CancellationToken.None)).Refused?.Code);
    }

    [Theory]
    [InlineData(OrderKind.AutopilotReset)]
    [InlineData(OrderKind.Wipe)]
    public async Task Judge_Selection_AnswersForEveryDeviceWithItsPlace(OrderKind kind)
    {
        var selection = (await SelectAsync(new Choice.Keys([Key(5), Key(21), Key(1)]))).Value!;

        var judged = new List<InventoryDevice>();
        await foreach (var device in _bench.Catalogue.JudgeSelectedAsync(People.Operator, selection.Id, kind, CancellationToken.None))
            judged.Add(device);

        Assert.Equal([Key(5), Key(21), Key(1)], judged.OrderBy(d => d.Position).Select(d => d.Key));
        foreach (var device in judged)
        {
            var detail = (await _bench.Catalogue.GetAsync(People.Operator, device.Key, CancellationToken.None))!;
            Assert.Equal((kind == OrderKind.Wipe ? detail.Wipe : detail.Reset).Reasons.Select(r => r.Code), device.Judgement.Reasons.Select(r => r.Code));
        }
    }
}
