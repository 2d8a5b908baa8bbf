using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>Every question is answered like a plain list in memory would, whichever way the search takes.</summary>
public sealed class DeviceSearchTests : IDisposable
{
    private static readonly string[] Texts = ["", "pc-00", "sn0001", "user1", "contoso", "p", "pc", "zz", "R2\" OR \"", "%_", "büro", "000012"];

    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(20_000)]
    [InlineData(5)]
    public async Task Find_AnyQuestion_AnswersLikeAPlainList(int narrowHits)
    {
        var all = await FleetAsync();
        foreach (var sort in Enum.GetValues<DeviceSort>())
        {
            foreach (var text in Texts)
            {
                foreach (var filter in Filters())
                    await AssertAsync(all, new SearchSql(all.Run, SearchText.Of(text), FlagFilter.Of(filter), sort, filter.Descending, null, []) { NarrowHits = narrowHits });
            }
        }
    }

    [Fact]
    public async Task Find_OnlyOrNotSomeRows_HoldsToThem()
    {
        var all = await FleetAsync();
        long[] some = [.. all.Rows.Where((_, i) => i % 7 == 0).Select(r => r.Id)];
        foreach (var text in Texts)
        {
            foreach (var sort in Enum.GetValues<DeviceSort>())
            {
                var question = new SearchSql(all.Run, SearchText.Of(text), default, sort, false, some, []);
                await AssertAsync(all, question);
                await AssertAsync(all, question with { Only = null, Not = some, NarrowHits = 5 });
                await AssertAsync(all, question with { Only = null, Not = some });
            }
        }
    }

    /// <summary>Issue 2: no full scan per keystroke.</summary>
    [Fact]
    public async Task Plan_OfAnySearch_ReadsNoWholeTable()
    {
        var all = await FleetAsync();
        foreach (var text in Texts)
        {
            foreach (var sort in Enum.GetValues<DeviceSort>())
            {
                foreach (var filter in Filters())
                {
                    var question = new SearchSql(all.Run, SearchText.Of(text), FlagFilter.Of(filter), sort, filter.Descending, null, []);
                    string?[] statements = [question.Probe(), question.Narrow(), question.Count(), question.Walk(false), question.Walk(true)];
                    foreach (var sql in statements.OfType<string>())
                    {
                        var plan = Plan(question, sql);
                        Assert.All(plan, step => Assert.True(IsIndexed(step), $"{sql}\n→ {step}"));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Plan_OfAKeystroke_StartsAtTheTrigramIndex()
    {
        var all = await FleetAsync();
        var question = new SearchSql(all.Run, SearchText.Of("pc-00"), default, DeviceSort.User, false, null, []);

        Assert.StartsWith("SCAN s VIRTUAL TABLE INDEX", Plan(question, question.Narrow())[0], StringComparison.Ordinal);
        Assert.Contains("VIRTUAL TABLE INDEX", string.Join('\n', Plan(question, question.Probe()!)), StringComparison.Ordinal);
        Assert.DoesNotContain(Plan(question, question.Walk(false)), step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    /// <summary>A scan is allowed of the full-text index only, which then is a look-up, and of what a subquery has already cut down.</summary>
    private static bool IsIndexed(string step) =>
        !step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("VIRTUAL TABLE INDEX", StringComparison.Ordinal)
        || step.StartsWith("SCAN (subquery", StringComparison.Ordinal) || step == "SCAN CONSTANT ROW";

    private List<string> Plan(SearchSql question, string sql)
    {
        using var db = _bench.Database.Open();
        using var command = DeviceSearch.Command(db, question, "EXPLAIN QUERY PLAN " + sql);
        foreach (var name in new[] { "@take", "@skip" })
            command.Parameters.Add(new Microsoft.Data.Sqlite.SqliteParameter(name, 10));
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }

    private static IEnumerable<DeviceQuery> Filters() =>
    [
        new(),
        new() { Descending = true },
        new() { Verdict = Verdict.Refused },
        new() { JoinType = "hybrid joined", Descending = true },
        new() { OwnerType = "personal", Verdict = Verdict.Refused },
        new() { Autopilot = false },
        new() { Verdict = Verdict.Release },
    ];

    private async Task AssertAsync(Fleet all, SearchSql question)
    {
        var expected = all.Rows.Where(r => Matches(r, question)).ToList();
        expected.Sort((a, b) => Compare(a, b, question));
        var search = new DeviceSearch(_bench.Database.Console);
        foreach (var (skip, take) in new[] { (0, 7), (3, 10), (expected.Count - 5, 20), (expected.Count, 5), (0, 1000) })
        {
            var (ids, total) = await search.FindAsync(question, 0, Math.Max(0, skip), take, CancellationToken.None);
            Assert.True(expected.Count == total, $"{question}: {total} instead of {expected.Count}");
            Assert.Equal(expected.Skip(Math.Max(0, skip)).Take(take).Select(r => r.Id), ids);
        }
    }

    private static bool Matches(Row row, SearchSql question) =>
        (question.Text.IsEmpty || (question.Text.IsPrefix ? row.Search.StartsWith(question.Text.Text, StringComparison.Ordinal) : row.Search.Contains(question.Text.Text, StringComparison.Ordinal)))
        && question.Filter.Lets(row.Flags) && question.Only?.Contains(row.Id) != false && !question.Not.Contains(row.Id);

    private static int Compare(Row a, Row b, SearchSql question)
    {
        var order = question.Sort switch
        {
            DeviceSort.Serial => string.CompareOrdinal(a.Serial, b.Serial),
            DeviceSort.Model => string.CompareOrdinal(a.Model, b.Model),
            DeviceSort.OsVersion => Nullable.Compare(a.Os, b.Os),
            DeviceSort.User => string.CompareOrdinal(a.User, b.User),
            DeviceSort.LastCheckIn => Nullable.Compare(a.CheckIn, b.CheckIn),
            DeviceSort.Verdict => a.Flags.CompareTo(b.Flags),
            _ => string.CompareOrdinal(a.Search, b.Search),
        };
        order = order == 0 ? a.Id.CompareTo(b.Id) : order;
        return question.Descending ? -order : order;
    }

    private async Task<Fleet> FleetAsync()
    {
        _bench.Server.PageSize = 50;
        for (var n = 1; n <= 120; n++)
        {
            var device = Devices.Intune(n, checkIn: Devices.Now.AddHours(-n * 5));
            if (n % 5 == 0)
                device["managedDeviceOwnerType"] = "personal";
            if (n % 11 == 0)
                device["userPrincipalName"] = device["userId"] = device["userDisplayName"] = null;
            if (n % 13 == 0)
                device["deviceName"] = $"BÜRO-{n}";
            if (n % 4 == 0)
                device["osVersion"] = $"10.0.{19000 + n}.{n}";
            if (n % 3 == 0)
                device["autopilotEnrolled"] = false;
            _bench.Server.Intune.Add(device);
            _bench.Server.Entra.Add(Devices.Entra(n, (string?)device["deviceName"], n % 6 == 0 ? "ServerAd" : "AzureAd"));
        }

        _bench.Server.Entra.Add(Devices.Entra(500));
        await _bench.RunAsync();
        var run = (await _bench.ReaderAsync())!.CurrentRun!.Value;
        return await _bench.Database.Console.ReadAsync(async db => new Fleet(run, await db.Set<InventoryDevice>().Where(d => d.Run == run)
            .Join(db.Set<InventoryVerdict>(), d => d.Id, v => v.Id, (d, v) => new Row(d.Id, d.Search, d.Serial, d.Model, d.Os, d.User, d.CheckIn, v.Flags)).ToListAsync()));
    }

    private sealed record Fleet(long Run, List<Row> Rows);

    private sealed record Row(long Id, string Search, string? Serial, string? Model, long? Os, string? User, long? CheckIn, int Flags);
}
