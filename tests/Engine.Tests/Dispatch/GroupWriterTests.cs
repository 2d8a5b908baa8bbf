using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;

namespace AutopilotReset.Engine.Tests.Dispatch;

public sealed class GroupWriterTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly List<int> _groups = [];

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Write_ManyAtOnce_AreCommittedInGroupsOfTwentyAtMost()
    {
        var release = new TaskCompletionSource();
        var writer = Writer(async _ => await release.Task);
        var all = Enumerable.Range(1, 50).Select(writer.WriteAsync).ToList();
        release.SetResult();

        Assert.Equal(Enumerable.Range(1, 50).Select(i => -i), await Task.WhenAll(all));

        Assert.True(_groups.Max() == GroupWriter<int, int>.MostTogether, string.Join(' ', _groups));
        Assert.Equal(50, _groups.Sum());
    }

    [Fact]
    public async Task Write_OneOfAGroupFails_TheOthersAreCommittedAllTheSame()
    {
        var release = new TaskCompletionSource();
        var writer = Writer(async items =>
        {
            await release.Task;
            if (items.Contains(7))
                throw new InvalidOperationException("seven");
        });
        var all = Enumerable.Range(1, 10).Select(writer.WriteAsync).ToList();
        release.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => all[6]);
        var others = await Task.WhenAll(all.Where(t => t != all[6]));
        Assert.Equal([-1, -2, -3, -4, -5, -6, -8, -9, -10], others);
    }

    [Fact]
    public async Task Write_OneAfterTheOther_EachGetsItsOwnCommit()
    {
        var writer = Writer(_ => Task.CompletedTask);

        Assert.Equal(-1, await writer.WriteAsync(1));
        Assert.Equal(-2, await writer.WriteAsync(2));

        Assert.Equal([1, 1], _groups);
    }

    private GroupWriter<int, int> Writer(Func<IReadOnlyList<int>, Task> first) => new(_database.Console, async (_, items) =>
    {
        await first(items);
        _groups.Add(items.Count);
        return [.. items.Select(i => -i)];
    });
}
