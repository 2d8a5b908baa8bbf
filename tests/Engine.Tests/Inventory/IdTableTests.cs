using AutopilotReset.Engine.Inventory.Join;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class IdTableTests
{
    [Fact]
    public void ManyIds_AreFoundByTheirNumber_AndTheFirstCounts()
    {
        var table = new IdTable();
        var ids = Enumerable.Range(0, 20_000).Select(n => new Guid(n, 0, 0, new byte[8])).ToList();
        for (var n = 0; n < ids.Count; n++)
            Assert.True(table.TryAdd(ids[n], n));
        Assert.False(table.TryAdd(ids[7], 99));

        Assert.Equal(ids.Count, table.Count);
        Assert.Equal(Enumerable.Range(0, ids.Count), ids.Select(table.Find));
        Assert.Equal(-1, table.Find(new Guid(20_000, 0, 0, new byte[8])));
    }

    [Fact]
    public void Cleared_KnowsNothing()
    {
        var table = new IdTable();
        table.TryAdd(Guid.Empty, 3);
        Assert.Equal(3, table.Find(Guid.Empty));

        table.Clear();

        Assert.Equal((0, -1), (table.Count, table.Find(Guid.Empty)));
        Assert.True(table.TryAdd(Guid.Empty, 4));
        Assert.Equal(4, table.Find(Guid.Empty));
    }
}
