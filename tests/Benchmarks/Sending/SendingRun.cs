using System.Diagnostics;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>What one batch took, counted by the tenant and by our own process.</summary>
internal sealed record SendingResult(TenantCount Count, IReadOnlyDictionary<DeviceState, int> States, Profile Profile, string? ChainProblem, string? WhyNot)
{
    /// <summary>Everything was accepted exactly once, nothing above a limit, and the audit verifies.</summary>
    public bool IsRight(int devices) =>
        Count is { Violations: 0, MostPerDevice: 1 } && Count.Posts == devices && Count.Accepted == devices && States.GetValueOrDefault(DeviceState.Pending) == devices && ChainProblem is null;
}

/// <summary>Sends one batch from its confirmation to its last answer.</summary>
internal static class SendingRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <param name="nodes">Processes that may send, this one included; more than one needs PostgreSQL.</param>
    public static async Task<SendingResult> RunAsync(int devices, int factor, SendLimit limit, SendingStore store, int nodes = 1)
    {
        if (nodes > 1 && !store.IsPostgres)
            throw new NotSupportedException("--nodes: SQLite has one process only.");
        using var tenant = await TenantProcess.StartAsync(devices, factor);
        using var wire = new TenantWire(tenant.Offer);
        await using var engine = new SendingEngine(wire, store.Settings, limit, factor);
        await engine.PrepareAsync();
        var batch = await engine.ConfirmAsync();
        var profile = Profile.Begin();
        await engine.StartAsync();
        var others = new List<Process>();
        try
        {
            while (others.Count < nodes - 1)
                others.Add(await NodeChild.StartAsync(new NodeStart(tenant.Offer, store.Settings, limit, factor)));
            await SentAsync(engine, batch);
            var ended = profile.End();
            var count = await tenant.CountAsync();
            await engine.StopAsync();
            return new(count, await engine.StatesAsync(), ended.With(engine.Pace, count), await ChainProblemAsync(engine), await WhyNotAsync(engine));
        }
        finally
        {
            others.ForEach(NodeChild.Stop);
        }
    }

    private static async Task SentAsync(SendingEngine engine, Guid batchId)
    {
        var clock = Stopwatch.StartNew();
        while (await engine.Database.ReadAsync(db => db.Batches.Where(b => b.Id == batchId).Select(b => b.State).SingleAsync()) == BatchState.Running)
        {
            if (clock.Elapsed > Longest)
                throw new InvalidOperationException($"The batch was not sent within {Longest.TotalMinutes} minutes: {string.Join(", ", await engine.StatesAsync())}.");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }
    }

    /// <summary>The first device that did not end as it should, in words.</summary>
    private static Task<string?> WhyNotAsync(SendingEngine engine) => engine.Database.ReadAsync(db =>
        db.Requests.Where(r => r.State != DeviceState.Pending).OrderBy(r => r.Position).Select(r => r.State + ": " + r.Note).FirstOrDefaultAsync());

    private static async Task<string?> ChainProblemAsync(SendingEngine engine)
    {
        var previous = AuditChain.Genesis;
        var expected = 1L;
        await using var db = engine.Open();
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).AsAsyncEnumerable())
        {
            if (entry.Seq != expected++ || !AuditChain.Link(previous, entry.Bytes).AsSpan().SequenceEqual(entry.Hash))
                return $"Entry {entry.Seq} does not follow the one before it.";
            previous = entry.Hash;
        }

        return null;
    }
}
