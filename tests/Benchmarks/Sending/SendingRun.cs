using System.Diagnostics;
using AutopilotReset.Benchmarks.Fleet;
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

    public static async Task<SendingResult> RunAsync(int devices, int factor, SendLimit limit)
    {
        var folder = Directory.CreateTempSubdirectory("sending-benchmark-").FullName;
        try
        {
            using var tenant = await TenantProcess.StartAsync(devices, factor);
            using var database = new BenchDatabase(Path.Combine(folder, "console.db"));
            SendingEngine.PrepareFile(database);
            await using var engine = new SendingEngine(tenant, database, limit);
            var batch = await engine.ConfirmAsync();
            var profile = Profile.Begin();
            await engine.Dispatcher.StartAsync(default);
            await SentAsync(engine, batch);
            var ended = profile.End();
            var count = await tenant.CountAsync();
            await engine.Dispatcher.StopAsync(default);
            return new(count, await engine.StatesAsync(), ended.With(engine.Pace, count), await ChainProblemAsync(database), await WhyNotAsync(database));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SentAsync(SendingEngine engine, Guid batchId)
    {
        var clock = Stopwatch.StartNew();
        while (await engine.Database.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batchId).Select(b => b.State).SingleAsync()) == BatchState.Running)
        {
            if (clock.Elapsed > Longest)
                throw new InvalidOperationException($"The batch was not sent within {Longest.TotalMinutes} minutes: {string.Join(", ", await engine.StatesAsync())}.");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }
    }

    /// <summary>The first device that did not end as it should, in words.</summary>
    private static Task<string?> WhyNotAsync(BenchDatabase database) => database.Console.ReadAsync(db =>
        db.Requests.Where(r => r.State != DeviceState.Pending).OrderBy(r => r.Position).Select(r => r.State + ": " + r.Note).FirstOrDefaultAsync());

    private static async Task<string?> ChainProblemAsync(BenchDatabase database)
    {
        var previous = AuditChain.Genesis;
        var expected = 1L;
        await using var db = database.Open();
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).AsAsyncEnumerable())
        {
            if (entry.Seq != expected++ || !AuditChain.Link(previous, entry.Bytes).AsSpan().SequenceEqual(entry.Hash))
                return $"Entry {entry.Seq} does not follow the one before it.";
            previous = entry.Hash;
        }

        return null;
    }
}
