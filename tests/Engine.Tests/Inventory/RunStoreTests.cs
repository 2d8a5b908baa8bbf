using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class RunStoreTests : IDisposable
{
    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Somebody else may still be deleting the rows of the run whose number it was.</summary>
    [Fact]
    public async Task Begin_AfterTheNewestRunWasCleared_TakesANumberNobodyHad()
    {
        await DiscardAsync(1);
        await _bench.Store.CleanAsync(CancellationToken.None);

        Assert.Equal(2, (await BeginAsync()).Id);
    }

    [Fact]
    public async Task Clean_RunsBelowTheNewest_AreForgotten()
    {
        await DiscardAsync(1);
        await _bench.Store.CleanAsync(CancellationToken.None);
        await DiscardAsync(2);
        await _bench.Store.CleanAsync(CancellationToken.None);

        Assert.Equal([(2L, RunState.Cleared)], (await RunsAsync()).Select(r => (r.Id, r.State)));
    }

    private Task<InventoryRun> BeginAsync() => _bench.Store.BeginAsync("r", CancellationToken.None);

    private async Task DiscardAsync(long expected)
    {
        var run = await BeginAsync();
        Assert.Equal(expected, run.Id);
        await _bench.Store.FailAsync("r", "broken", run.Id, CancellationToken.None);
    }

    private Task<List<InventoryRun>> RunsAsync() => _bench.Database.Console.ReadAsync(db => db.Set<InventoryRun>().OrderBy(r => r.Id).ToListAsync());
}
