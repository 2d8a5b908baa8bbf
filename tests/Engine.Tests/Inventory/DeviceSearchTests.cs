using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Search;
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

    [Fact]
    public async Task Find_AnyQuestion_AnswersLikeAPlainList()
    {
        var all = await FleetAsync();
        foreach (var sort in Enum.GetValues<DeviceSort>())
        {
            foreach (var text in Texts)
            {
                foreach (var filter in Filters())
                    await AssertAsync(all, new DeviceQuestion(SearchText.Of(text), FlagFilter.Of(filter), sort, filter.Descending, null, []));
            }
        }
    }

    [Fact]
    public async Task Find_OnlyOrNotSomeDevices_HoldsToThem()
    {
        var all = await FleetAsync();
        int[] some = [.. all.Rows.Where((_, i) => i % 7 == 0).Select(r => r.Place)];
        foreach (var text in Texts)
        {
            foreach (var sort in Enum.GetValues<DeviceSort>())
            {
                await AssertAsync(all, new DeviceQuestion(SearchText.Of(text), default, sort, false, some, []));
                await AssertAsync(all, new DeviceQuestion(SearchText.Of(text), default, sort, true, null, some));
            }
        }
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

    private static async Task AssertAsync(Fleet all, DeviceQuestion question)
    {
        var expected = all.Rows.Where(r => Matches(r, question)).ToList();
        expected.Sort((a, b) => Compare(a, b, question));
        foreach (var (skip, take) in new[] { (0, 7), (3, 10), (Math.Max(0, expected.Count - 5), 20), (expected.Count, 5), (0, 1000), (0, 0) })
        {
            var (places, total) = await DeviceSearch.FindAsync(all.Index, question, skip, take);
            Assert.True(expected.Count == total, $"{question}: {total} instead of {expected.Count}");
            Assert.Equal(expected.Skip(skip).Take(take).Select(r => r.Place), places);
        }
    }

    private static bool Matches(Row row, DeviceQuestion question) =>
        (question.Text.IsEmpty || (question.Text.IsPrefix ? row.Search.StartsWith(question.Text.Text, StringComparison.Ordinal) : row.Search.Contains(question.Text.Text, StringComparison.Ordinal)))
        && question.Filter.Lets(row.Flags) && question.Only?.Contains(row.Place) != false && !question.Not.Contains(row.Place);

    private static int Compare(Row a, Row b, DeviceQuestion question)
    {
        var order = question.Sort switch
        {
            DeviceSort.Serial => string.CompareOrdinal(a.Serial, b.Serial),
            DeviceSort.Model => string.CompareOrdinal(a.Model, b.Model),
            DeviceSort.OsVersion => a.Os.CompareTo(b.Os),
            DeviceSort.User => string.CompareOrdinal(a.User, b.User),
            DeviceSort.LastCheckIn => a.CheckIn.CompareTo(b.CheckIn),
            DeviceSort.Verdict => (a.Flags >> 8).CompareTo(b.Flags >> 8) is var verdict and not 0 ? verdict : string.CompareOrdinal(a.Search, b.Search),
            _ => string.CompareOrdinal(a.Search, b.Search),
        };
        order = order == 0 ? a.Place.CompareTo(b.Place) : order;
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
        var index = new RunIndex(_bench.Database.Console, (await _bench.ReaderAsync())!.CurrentRun!.Value);
        var flags = await index.FlagsAsync();
        var stored = await new StoredDevices(_bench.Database.Console).ReadAsync(index, [.. Enumerable.Range(0, flags.Length)]);
        return new Fleet(index, [.. stored.Select(d => RowOf(d, flags[d.Place]))]);
    }

    /// <summary>As a person would write it down, not as the columns have it.</summary>
    private static Row RowOf(StoredDevice stored, int flags)
    {
        var facts = FactsReader.Facts(stored.List, stored.Record, stored.Related, Devices.Now);
        var user = facts.RecordedUser is { } person ? (person.UserPrincipalName ?? person.DisplayName ?? "").ToLowerInvariant() : "";
        var serial = (stored.List == 'i' ? facts.Serial ?? "" : "").ToLowerInvariant();
        return new Row(stored.Place, $"{facts.Name.ToLowerInvariant()}\u001f{serial}\u001f{user}", serial, facts.Model?.ToString(), Version(facts.OsVersion), user, facts.LastCheckIn?.UtcTicks ?? long.MinValue, flags);
    }

    private static long Version(string? version) => version?.Split('.').Select(long.Parse).Aggregate(0L, (number, part) => (number << 16) | part) ?? long.MinValue;

    private sealed record Fleet(RunIndex Index, List<Row> Rows);

    private sealed record Row(int Place, string Search, string? Serial, string? Model, long Os, string? User, long CheckIn, int Flags);
}
