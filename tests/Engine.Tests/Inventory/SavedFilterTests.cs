using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class SavedFilterTests : IDisposable
{
    private static readonly DeviceQuery Nine = new() { Text = "PC-000", JoinType = "Entra joined" };
    private readonly SyncBench _bench = new();

    private ISavedFilters Filters => _bench.Filters;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Choose_Saved_TakesAllThatMatchNowAndSaysByWhat()
    {
        await SyncAsync();
        var id = (await Filters.SaveAsync(People.Operator, " Nine ", Nine, default)).Value;

        var chosen = await ChooseAsync(id);

        Assert.Null(chosen.Refused);
        Assert.Equal(9, chosen.Value!.Devices.Count);
        Assert.Contains("\"Nine\"", chosen.Value.Source, StringComparison.Ordinal);
        Assert.Equal(Nine, Assert.Single(await Filters.FindAsync(People.Auditor, default)).Query);
    }

    /// <summary>R24: whatever of a filter cannot be read, it is never read as less of one.</summary>
    [Theory]
    [InlineData("""{"text":null,"verdict":null,"joinType":null,"ownerType":null,"autopilot":null,"armed":null,"sort":"Name","descending":false}""")]
    [InlineData("""{"text":"PC","verdict":null,"joinType":"half joined","ownerType":null,"autopilot":null,"armed":null,"sort":"Name","descending":false}""")]
    [InlineData("""{"text":"PC","verdict":"Splendid","joinType":null,"ownerType":null,"autopilot":null,"armed":null,"sort":"Name","descending":false}""")]
    [InlineData("""{"text":"PC","verdict":"0","joinType":null,"ownerType":null,"autopilot":null,"armed":null,"sort":"Name","descending":false}""")]
    [InlineData("""{"text":"PC","verdict":null,"joinType":null,"ownerType":null,"autopilot":null,"armed":null,"sort":"Name","descending":false,"site":"Berlin"}""")]
    [InlineData("""{"text":"PC","sort":"Name","descending":false}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("verdict=ready")]
    public async Task Choose_AFilterThatCannotBeRead_ChoosesNothingAndSaysWhy(string stored)
    {
        await SyncAsync();
        var id = (await Filters.SaveAsync(People.Operator, "Nine", Nine, default)).Value;
        await _bench.Database.Console.WriteAsync(db => db.Set<StoredFilter>().ExecuteUpdateAsync(f => f.SetProperty(x => x.Query, stored)), default);

        var chosen = await ChooseAsync(id);

        Assert.Equal("filter-unreadable", chosen.Refused?.Code);
        var shown = Assert.Single(await Filters.FindAsync(People.Operator, default));
        Assert.Null(shown.Query);
        Assert.Contains("chooses nothing", shown.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "filter-empty")]
    [InlineData("half joined", "filter-invalid")]
    public async Task Save_EmptyOrUnknown_IsRefused(string join, string code) =>
        Assert.Equal(code, (await Filters.SaveAsync(People.Operator, "All", new DeviceQuery { JoinType = join }, default)).Refused?.Code);

    [Fact]
    public async Task Save_ANameThatIsTakenInOtherLetters_IsRefused()
    {
        await Filters.SaveAsync(People.Operator, "Leavers", Nine, default);
        var other = (await Filters.SaveAsync(People.Operator, "Pool", Nine, default)).Value;

        Assert.Equal("name-taken", (await Filters.SaveAsync(People.Operator, "LEAVERS", Nine, default)).Refused?.Code);
        Assert.Equal("name-taken", (await Filters.RenameAsync(People.Operator, other, "leavers", default)).Refused?.Code);
        Assert.Null((await Filters.RenameAsync(People.Operator, other, "POOL", default)).Refused);
        Assert.Equal("name-invalid", (await Filters.RenameAsync(People.Operator, other, "a\u202Eb", default)).Refused?.Code);
    }

    [Fact]
    public async Task Commands_AnAuditorsAreRefusedAndAnOperatorsAudited()
    {
        Assert.Equal("read-only", (await Filters.SaveAsync(People.Auditor, "Mine", Nine, default)).Refused?.Code);
        var id = (await Filters.SaveAsync(People.Operator, "Mine", Nine, default)).Value;
        Assert.Equal("read-only", (await Filters.DeleteAsync(People.Auditor, id, default)).Refused?.Code);
        await Filters.RenameAsync(People.Operator, id, "Ours", default);
        await Filters.DeleteAsync(People.Operator, id, default);

        Assert.Empty(await Filters.FindAsync(People.Operator, default));
        Assert.Equal("filter-not-found", (await ChooseAsync(id, sync: true)).Refused?.Code);
        var types = await _bench.Database.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());
        Assert.Equal([AuditEvents.CommandRefused, AuditEvents.FilterSaved, AuditEvents.CommandRefused, AuditEvents.FilterRenamed, AuditEvents.FilterDeleted], types.Where(t => !t.StartsWith("inventory", StringComparison.Ordinal)));
    }

    [Fact]
    public void Facets_AreThoseOfTheColumns()
    {
        Assert.Equal(DeviceFlags.Joins.Order(), DeviceFilter.JoinTypes.Order());
        Assert.Equal(DeviceFlags.Owners.Order(), DeviceFilter.OwnerTypes.Order());
    }

    private Task SyncAsync()
    {
        _bench.Server.AddWhole(Enumerable.Range(1, 9));
        _bench.Server.Intune.Add(Devices.Intune(21, "TWIN"));
        return _bench.SyncAsync();
    }

    private async Task<Outcome<Selection>> ChooseAsync(Guid id, bool sync = false)
    {
        if (sync)
            await SyncAsync();
        return await _bench.Catalogue.SelectAsync(People.Operator, new Choice.Saved(id), default);
    }
}
