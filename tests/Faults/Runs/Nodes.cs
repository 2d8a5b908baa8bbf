using System.Diagnostics;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Faults.Harness;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Hosting;
using AutopilotReset.Testing.Sending;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>
/// R10: PostgreSQL is restarted under a sending console. R11: two nodes go for the same devices. R12: the sending node is frozen, another takes over, and it wakes.
/// Long runs only: with every test run goes <c>NodesTests</c>.
/// </summary>
internal static class Nodes
{
    /// <summary>Devices that one node sends side by side: what may be past its last check when it freezes.</summary>
    private const int Senders = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<FaultReport> DatabaseRestartsAsync(Size size)
    {
        var (times, devices) = size == Size.Full ? (20, 4_000) : (2, 400);
        using var server = OwnPostgres.Start();

        // By the wall's clock: how soon it goes on is what is measured.
        await using var stage = await Stage.SetAsync(new StageOptions(devices, Factor: 1, PostgresServer: server.Connection));
        await using var console = await stage.StartConsoleAsync();
        using (var ada = await Person.SignInAsync(stage.Console, "ada"))
            await stage.ConfirmAsync(ada, devices);
        List<string> broken = [];
        var slowest = 0.0;
        for (var time = 0; time < times; time++)
        {
            await SentAsync(stage, await PostsAsync(stage) + 10);
            server.Restart(time % 2 == 0 ? "fast" : "immediate");
            var since = Stopwatch.StartNew();
            await SentAsync(stage, await PostsAsync(stage) + 1);
            slowest = Math.Max(slowest, since.Elapsed.TotalSeconds);
        }

        await DrainAsync(stage);
        if (slowest > 15)
            broken.Add($"After a restart the next send came after {slowest:0.0} s, 15 are allowed.");
        return FaultReport.Of("R10", "PostgreSQL restarted, fast and immediate in turn", times, await stage.JudgeAsync(), broken, ("devices", devices), ("slowestResumeSeconds", Math.Round(slowest, 1)));
    }

    public static async Task<FaultReport> RaceAsync(Size size)
    {
        var (rounds, devices) = size == Size.Full ? (10, 1_000) : (2, 150);
        using var server = OwnPostgres.Start();
        await using var stage = await Stage.SetAsync(new StageOptions(rounds * devices, PostgresServer: server.Connection));
        for (var round = 0; round < rounds; round++)
        {
            // Both start at once, with the batch before them.
            await using (await stage.StartConsoleAsync(more: ("Engine__Run", "false")))
            {
                using var ada = await Person.SignInAsync(stage.Console, "ada");
                await stage.ConfirmAsync(ada, devices);
            }

            var nodes = await Task.WhenAll(stage.StartConsoleAsync(), stage.StartSecondConsoleAsync());
            await DrainAsync(stage);
            foreach (var node in nodes)
                await node.DisposeAsync();
        }

        var claims = await stage.AskAsync(db => db.Attempts.GroupBy(a => a.RequestId).CountAsync(g => g.Count(a => a.Status == 204) > 1));
        return FaultReport.Of("R11", "two nodes started at once on one batch", rounds, await stage.JudgeAsync(), claims == 0 ? [] : [$"{claims} devices were claimed twice."],
            ("devicesEach", devices), ("clockFactor", Stage.UsualFactor));
    }

    public static async Task<FaultReport> FrozenAsync(Size size)
    {
        var (times, devices) = size == Size.Full ? (10, 4_000) : (2, 300);
        using var server = OwnPostgres.Start();
        await using var stage = await Stage.SetAsync(new StageOptions(devices, PostgresServer: server.Connection));
        await using var first = await stage.StartConsoleAsync();
        await using var second = await stage.StartSecondConsoleAsync();
        using (var ada = await Person.SignInAsync(stage.Console, "ada"))
            await stage.ConfirmAsync(ada, devices);
        List<string> broken = [];
        var late = 0;
        for (var time = 0; time < times; time++)
        {
            await SentAsync(stage, await PostsAsync(stage) + 10);
            var (sender, token) = await SenderAsync(stage, first, second);
            sender.Send(ProcessSignal.Freeze);
            var frozen = await PostsAsync(stage);

            // Sixty seconds by the nodes' clock, and until the other one sends.
            await Task.Delay(TimeSpan.FromSeconds(60 / Stage.UsualFactor), TimeProvider.System);
            await SentAsync(stage, frozen + 5);
            var woken = TimeProvider.System.GetUtcNow();
            sender.Send(ProcessSignal.Continue);
            await SentAsync(stage, await PostsAsync(stage) + 10);
            var zombie = await ZombiesAsync(stage, woken, token);
            late += zombie;
            if (zombie > Senders)
                broken.Add($"{zombie} POSTs of the frozen node left after it woke.");
        }

        await DrainAsync(stage);
        return FaultReport.Of("R12", "the sending node frozen for 60 s while another takes over, then woken", times, await stage.JudgeAsync(), broken,
            ("devices", devices), ("sentAfterWaking", late), ("clockFactor", Stage.UsualFactor));
    }

    /// <summary>POSTs since that moment whose intent was committed under the frozen node's token.</summary>
    private static async Task<int> ZombiesAsync(Stage stage, DateTimeOffset woken, long token)
    {
        var attempts = await stage.AskAsync(db => db.Attempts.AsNoTracking().Join(db.Requests, a => a.RequestId, r => r.Id, (a, r) => new { r.ManagedDeviceId, a.IntentAt, a.FencingToken }).ToListAsync());
        var byDevice = attempts.ToLookup(a => a.ManagedDeviceId);
        return (await stage.LogAsync()).Posts.Count(p => p.Time >= woken
            && byDevice[SendLog.DeviceOf(p)].Where(a => a.IntentAt <= p.Time).MaxBy(a => a.IntentAt) is { } intent && intent.FencingToken <= token);
    }

    private static async Task<(ChildProcess Sender, long Token)> SenderAsync(Stage stage, params ChildProcess[] nodes)
    {
        var lease = await stage.AskAsync(db => db.Set<Lease>().AsNoTracking().SingleAsync(l => l.Name == LeaseNames.Dispatch));
        return (nodes.Single(n => lease.Node.EndsWith($"/{n.Id}", StringComparison.Ordinal)), lease.Token);
    }

    private static async Task<int> PostsAsync(Stage stage) => (await stage.LogAsync()).Posts.Count;

    private static Task SentAsync(Stage stage, int posts) => Stage.UntilAsync(async () => await PostsAsync(stage) >= posts, $"{posts} POSTs", Patience);

    private static Task DrainAsync(Stage stage) => Stage.UntilAsync(
        async () => await stage.AskAsync(db => db.Requests.CountAsync(r => r.State == DeviceState.Planned || r.State == DeviceState.Sending || r.State == DeviceState.Throttled)) == 0, "everything is sent", Patience);
}
