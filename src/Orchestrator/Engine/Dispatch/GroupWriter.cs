using AutopilotReset.Engine.Data;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Commits what several senders want written at the same moment in one transaction, at most 20 of them (design.md, Audit). Whoever waits gets its own result
/// after the commit and never before. Where a group fails, each of it is tried alone: one bad row must not hold back the others.
/// </summary>
internal sealed class GroupWriter<TIn, TOut>(ConsoleDatabase database, Func<ConsoleDbContext, IReadOnlyList<TIn>, Task<IReadOnlyList<TOut>>> write)
{
    public const int MostTogether = 20;

    private readonly Lock _gate = new();
    private readonly Queue<Item> _waiting = new();
    private bool _writing;

    /// <summary>Waits until it is committed.</summary>
    public Task<TOut> WriteAsync(TIn item)
    {
        var waiting = new Item(item);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_writing)
                return waiting.Result.Task;
            _writing = true;
        }

        _ = Task.Run(DrainAsync);
        return waiting.Result.Task;
    }

    private async Task DrainAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            if (await TryAsync(group) is { } failure && group.Count == 1)
                group[0].Result.TrySetException(failure);
            else if (!group[0].Result.Task.IsCompleted)
                await OneByOneAsync(group);
        }
    }

    private async Task OneByOneAsync(List<Item> group)
    {
        foreach (var item in group)
        {
            if (await TryAsync([item]) is { } failure)
                item.Result.TrySetException(failure);
        }
    }

    private async Task<Exception?> TryAsync(List<Item> group)
    {
        try
        {
            var results = await database.WriteAsync(db => write(db, group.ConvertAll(i => i.Value)), CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
                group[i].Result.TrySetResult(results[i]);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private List<Item> Next()
    {
        lock (_gate)
        {
            var group = new List<Item>();
            while (group.Count < MostTogether && _waiting.TryDequeue(out var item))
                group.Add(item);
            _writing = group.Count > 0;
            return group;
        }
    }

    private sealed record Item(TIn Value)
    {
        public TaskCompletionSource<TOut> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
