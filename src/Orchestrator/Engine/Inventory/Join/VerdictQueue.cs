using System.Threading.Channels;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>Writes verdicts in slices on another thread while the next devices are being judged.</summary>
internal sealed class VerdictQueue : IAsyncDisposable
{
    private const int Slice = 4_000;

    private readonly ConsoleDatabase _database;
    private readonly long _run;
    private readonly Channel<List<JudgedDevice>> _slices = Channel.CreateBounded<List<JudgedDevice>>(2);
    private readonly Task _writing;
    private List<JudgedDevice> _slice = new(Slice);

    public VerdictQueue(ConsoleDatabase database, long run)
    {
        _database = database;
        _run = run;
        _writing = Task.Run(WriteAsync);
    }

    public ValueTask AddAsync(JudgedDevice device, CancellationToken stop)
    {
        _slice.Add(device);
        if (_slice.Count < Slice)
            return ValueTask.CompletedTask;
        var full = _slice;
        _slice = new(Slice);
        return _slices.Writer.WriteAsync(full, stop);
    }

    /// <summary>Waits until everything is written.</summary>
    public async Task CompleteAsync()
    {
        if (_slice.Count > 0)
            await _slices.Writer.WriteAsync(_slice);
        _slices.Writer.TryComplete();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        _slices.Writer.TryComplete();
        try
        {
            await _writing;
        }
        catch (Exception) when (_writing.IsFaulted)
        {
            // CompleteAsync has thrown it already, or another fault is on its way.
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var slice in _slices.Reader.ReadAllAsync())
            {
                await _database.WriteAsync(db =>
                {
                    using var writer = new DeviceWriter(db);
                    foreach (var device in slice)
                        writer.Verdict(device.Id, _run, device.Flags, device.ChangesAt, device.Related);
                    return Task.CompletedTask;
                }, CancellationToken.None);
            }
        }
        catch (Exception fault)
        {
            _slices.Writer.TryComplete(fault);
            while (_slices.Reader.TryRead(out _))
            {
                // Whoever waits for room must not wait for ever.
            }

            throw;
        }
    }
}
