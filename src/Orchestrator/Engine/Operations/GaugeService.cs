using System.Diagnostics.Metrics;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Operations;

/// <summary>
/// What stands in the database, as gauges: counted every few seconds, since a gauge must answer at once. Every node counts the same rows, so a sum over nodes means
/// nothing. Runs only where telemetry is on.
/// </summary>
internal sealed partial class GaugeService : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private static readonly DeviceState[] Open = [.. DeviceStates.All.Where(s => s.IsOpen())];

    private readonly Meter _meter = new(TelemetrySource.Name);
    private readonly ConsoleDatabase _database;
    private readonly TenantIdentity _tenant;
    private readonly TimeProvider _time;
    private readonly ILogger<GaugeService> _log;
    private volatile Counted? _last;

    public GaugeService(
        ConsoleDatabase database, TenantIdentity tenant, SendBudget budget, ReadBudget reads, EngineHealth health, IEnumerable<ExpectedLoop> loops, TimeProvider time,
        ILogger<GaugeService> log)
    {
        (_database, _tenant, _time, _log) = (database, tenant, time, log);
        _meter.CreateObservableGauge("autopilot_reset.orders.open", States, "{order}", "Orders that have not ended, by `state`: the queue's depth.");
        _meter.CreateObservableGauge("autopilot_reset.orders.armed", () => Of<int>(c => c.Armed), "{order}", "Orders that Intune accepted and nothing has proven yet.");
        _meter.CreateObservableGauge("autopilot_reset.inventory.age", () => Of<double>(c => c.InventoryReadAt is { } at ? Math.Max(0, (_time.GetUtcNow() - at).TotalSeconds) : null), "s", "Since the inventory was last read to its end.");
        _meter.CreateObservableGauge("autopilot_reset.send.budget", () => budget.PerMinute, "{post}", "Sends a minute that are configured.");
        _meter.CreateObservableGauge("autopilot_reset.send.budget_left", () => budget.LeftThisMinute, "{post}", "Sends left in this minute of our own budget; the tenant's cannot be read.");
        _meter.CreateObservableGauge("autopilot_reset.read.budget", () => Reads(reads, r => r.Allowed), "{read}", "Reads of Graph allowed in one window now, by `service`; the directory counts in resource units.");
        _meter.CreateObservableGauge("autopilot_reset.read.budget_left", () => Reads(reads, r => r.Left), "{read}", "Of these, unused in the current window, by `service`.");
        _meter.CreateObservableGauge("autopilot_reset.read.waiting", () => Reads(reads, r => r.Waiting), "{read}", "Reads that wait for their window, by `service`.");
        _meter.CreateObservableGauge("autopilot_reset.loop.silence", () => Silences(health, loops), "s", "Since each `loop` last showed that it is alive.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <summary>Counts once.</summary>
    internal async Task CountAsync() => _last = await _database.ReadAsync(async db =>
    {
        var requests = db.Requests.Where(r => r.Tenant == _tenant.TenantId);
        var states = await requests.Where(r => Open.Contains(r.State)).GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        return new Counted(
            states,
            await requests.CountAsync(r => r.ArmedSince != null),
            await db.Set<InventoryReader>().Where(r => r.Tenant == _tenant.TenantId).MaxAsync(r => r.FullReadAt));
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CountAsync();
            }
            catch (Exception failure)
            {
                // No gauge rather than an old one.
                _last = null;
                LogNotCounted(failure);
            }

            await Task.Delay(Every, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<Measurement<int>> States() =>
        _last is { } last ? Open.Select(s => new Measurement<int>(last.States.GetValueOrDefault(s), new KeyValuePair<string, object?>(Tags.State, s.ToString()))) : [];

    private IEnumerable<Measurement<T>> Of<T>(Func<Counted, T?> value)
        where T : struct =>
        _last is { } last && value(last) is { } number ? [new Measurement<T>(number)] : [];

    private static IEnumerable<Measurement<int>> Reads(ReadBudget reads, Func<ReadBudgetState, int> value) =>
        reads.State.Select(r => new Measurement<int>(value(r), new KeyValuePair<string, object?>(Tags.Service, r.Class.ToString())));

    private static IEnumerable<Measurement<double>> Silences(EngineHealth health, IEnumerable<ExpectedLoop> loops) =>
        from loop in loops
        let silence = health.SinceBeat(loop.Name)
        where silence is not null
        select new Measurement<double>(silence.Value.TotalSeconds, new KeyValuePair<string, object?>(Tags.Loop, loop.Name));

    private sealed record Counted(Dictionary<DeviceState, int> States, int Armed, DateTimeOffset? InventoryReadAt);

    [LoggerMessage(6001, LogLevel.Warning, "The gauges could not be counted")]
    private partial void LogNotCounted(Exception failure);
}
