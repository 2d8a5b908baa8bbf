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
    public void Expected_HasRoomAndStillGrows()
    {
        var table = new IdTable();
        table.Expect(3_000);
        for (var n = 0; n < 10_000; n++)
            Assert.True(table.TryAdd(new Guid(n, 1, 2, new byte[8]), n));
        table.Expect(50_000);

        Assert.Equal(9_999, table.Find(new Guid(9_999, 1, 2, new byte[8])));
        Assert.Equal(-1, table.Find(Guid.Empty));
    }
}
