using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking.Sweeps;

/// <summary>
/// Reads the device list for what moved since the last sweep and makes those tracked devices due now. A hint only: the single read that follows decides
/// (design.md, Sending). A device that did not move costs neither a query nor a write. A sweep that fails costs nothing but time, since every device is also
/// read singly when it is due.
/// </summary>
internal sealed partial class ListSweep(
    ConsoleDatabase database, DeviceListReader list, GraphClients clients, TenantIdentity tenant, IOptions<TrackingOptions> options, TimeProvider time, ILogger<ListSweep> log)
{
    /// <summary>Fewer waiting devices than this are read singly when due; a list page would cost more than it saves.</summary>
    public const int WorthIt = 20;

    /// <summary>From so many on the whole list is read now and then, for what moves without a check-in or is lost by the filter.</summary>
    public const int WorthWholeList = 200;

    /// <summary>Ids looked up in one query.</summary>
    private const int AtOnce = 250;

    /// <summary>Each sweep looks a little further back than the last one ended, for stamps that Intune writes late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Swept> _swept = [];
    private DateTimeOffset _next;

    public async Task RunIfDueAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (now < _next)
            return;
        _next = now + options.Value.Sweep;
        foreach (var reader in await SweepReader.AllAsync(database, clients, tenant.TenantId, stop))
        {
            if (reader.Waiting >= WorthIt)
                await SweepAsync(reader, now, stop);
        }
    }

    private async Task SweepAsync(SweepReader reader, DateTimeOffset now, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Sweep);
        var last = _swept.GetValueOrDefault(reader.Account.Id);
        var whole = last is null || (reader.Waiting >= WorthWholeList && now - last.WholeAt >= options.Value.WholeList);
        var memory = last?.Memory ?? new SweepMemory();
        try
        {
            await ReadAsync(reader, whole ? null : last!.At - Overlap, memory, stop);
            _swept[reader.Account.Id] = new Swept(now, whole ? now : last!.WholeAt, memory);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // What was missed is within reach of the next sweep, which looks back to the last one that came to its end.
            LogSweepFailed(failure);
        }
    }

    private async Task ReadAsync(SweepReader reader, DateTimeOffset? since, SweepMemory memory, CancellationToken stop)
    {
        try
        {
            await PagesAsync(reader, reader.Batch, since, memory, stop);
        }
        catch (SignInNeededException)
        {
            // The loan ended with its batch; the admin's own session may still read.
            await PagesAsync(reader, null, since, memory, stop);
        }
    }

    private async Task PagesAsync(SweepReader reader, Guid? loan, DateTimeOffset? since, SweepMemory memory, CancellationToken stop)
    {
        await foreach (var page in list.PagesAsync(since, reader.Account, loan, stop))
        {
            foreach (var news in page.Where(memory.IsNews).Chunk(AtOnce))
            {
                await MakeDueAsync(await MovedAsync(news, memory, stop), stop);
                memory.Remember(news);
            }
        }
    }

    /// <summary>Requests whose device the list shows otherwise than they know it.</summary>
    private async Task<IReadOnlyList<Guid>> MovedAsync(IReadOnlyList<ListedDevice> news, SweepMemory memory, CancellationToken stop)
    {
        var ids = news.Select(d => d.ManagedDeviceId).ToList();
        var known = await database.ReadAsync(db => db.Requests
            .Where(r => ids.Contains(r.ManagedDeviceId) && r.Tenant == tenant.TenantId && r.NextLookAt != null)
            .Select(r => new { r.Id, r.ManagedDeviceId, r.Before, r.Latest }).ToListAsync(stop));
        if (known.Count == 0)
            return [];
        var listed = news.DistinctBy(d => d.ManagedDeviceId).ToDictionary(d => d.ManagedDeviceId);
        return [.. known.Where(k => Movement.IsSeen(k.Before, k.Latest, listed[k.ManagedDeviceId]) || memory.UserChanged(listed[k.ManagedDeviceId])).Select(k => k.Id)];
    }

    private async Task MakeDueAsync(IReadOnlyList<Guid> requests, CancellationToken stop)
    {
        if (requests.Count == 0)
            return;
        var now = time.GetUtcNow();
        await database.WriteAsync(
            db => db.Requests.Where(r => requests.Contains(r.Id) && r.NextLookAt != null)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.MovedAt, now), stop), stop);
    }

    [LoggerMessage(3003, LogLevel.Warning, "A sweep of the device list failed; devices are read singly when due")]
    private partial void LogSweepFailed(Exception failure);

    private sealed record Swept(DateTimeOffset At, DateTimeOffset WholeAt, SweepMemory Memory);
}
