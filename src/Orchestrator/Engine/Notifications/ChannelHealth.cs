using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Notifications;

/// <summary>How each channel does, read from what was delivered and what was not: the same on every node.</summary>
internal sealed class ChannelHealth(ConsoleDatabase database, NotificationChannels channels, EngineHealth health, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Row of the health list.</summary>
    public const string Name = "Notifications";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<ChannelRow>> RowsAsync(CancellationToken stop)
    {
        var since = time.GetUtcNow() - Day;
        var recent = await database.ReadAsync(db => db.Set<Delivery>()
            .Where(d => d.Tenant == tenant.TenantId && (d.State == DeliveryState.Waiting || d.At > since))
            .OrderByDescending(d => d.At).Select(d => new Known(d.Channel, d.State, d.Tries, d.LastError, d.DeliveredAt)).Take(2_000).ToListAsync(stop));
        return [.. channels.All.Select(c => Row(c, [.. recent.Where(r => r.Channel == c.Name)]))];
    }

    /// <summary>Says on the overview what does not arrive. Nothing is said where nothing is configured.</summary>
    public async Task ReportAsync(CancellationToken stop)
    {
        if (channels.All.Count == 0)
            return;
        var rows = await RowsAsync(stop);
        var bad = rows.Where(r => r.State is HealthState.Degraded or HealthState.Broken).ToList();
        if (bad.Count == 0)
            health.Report(Name, HealthState.Works, $"Channels: {rows.Count}; nothing waits that failed.");
        else
            health.Report(Name, bad.Max(r => r.State), string.Join(" ", bad.Select(r => $"{r.Name}: {r.Text}")));
    }

    private static ChannelRow Row(INotificationChannel channel, IReadOnlyList<Known> known)
    {
        var waiting = known.Count(k => k.State == DeliveryState.Waiting);
        var failing = known.Count(k => k.State == DeliveryState.Waiting && k.Tries > 0);
        var lost = known.Count(k => k.State == DeliveryState.GivenUp);
        var error = known.FirstOrDefault(k => k.LastError is not null && k.State != DeliveryState.Delivered)?.LastError;
        var (state, text) = (lost, failing, waiting, known.Count) switch
        {
            ( > 0, _, _, _) => (HealthState.Broken, $"Given up in the last 24 hours: {Messages(lost)}. {error}"),
            (_, > 0, _, _) => (HealthState.Degraded, $"{Messages(failing)} did not arrive yet, to be tried again. {error}"),
            (_, _, _, 0) => (HealthState.Unknown, "Nothing was sent in the last 24 hours."),
            _ => (HealthState.Works, "What was sent has arrived."),
        };
        return new(channel.Name, channel.Kind, channel.Target, state, text, waiting, known.Max(k => k.DeliveredAt));
    }

    private static string Messages(int count) => count == 1 ? "1 message" : $"{count} messages";

    private sealed record Known(string Channel, DeliveryState State, int Tries, string? LastError, DateTimeOffset? DeliveredAt);
}
