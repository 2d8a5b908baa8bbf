using System.Diagnostics;
using AutopilotReset.Faults.Harness;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R22: SIGTERM in the middle of sending. What is on the wire gets its answer, the process ends within 30 s, and nothing is Unknown.</summary>
internal static class Shutdowns
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (times, devices) = size switch { Size.Test => (1, 30), Size.Quick => (2, 80), _ => (10, 600) };

        // By the wall's clock: the time a shutdown may take is what is measured. With every test run the console has a quarter of it.
        await using var stage = await Stage.SetAsync(new StageOptions(devices, Factor: size == Size.Test ? 4 : 1));
        var console = await stage.StartConsoleAsync();
        using (var ada = await Person.SignInAsync(stage.Console, "ada"))
            await stage.ConfirmAsync(ada, devices);
        await stage.FaultAsync(new { method = "POST", path = "*/wipe", when = "after", delaySeconds = 2 });
        List<string> broken = [];
        var slowest = 0.0;
        for (var time = 1; time <= times; time++)
        {
            // Orders are taken before their delayed answers: those are on the wire.
            var before = (await stage.LogAsync()).Orders.Count;
            await Stage.UntilAsync(async () => (await stage.LogAsync()).Orders.Count > before + 2, "some are on the wire", Patience);
            var ended = Stopwatch.StartNew();
            console.Send(ProcessSignal.Terminate);
            var code = await console.ExitAsync(Patience);
            slowest = Math.Max(slowest, ended.Elapsed.TotalSeconds);
            if (code != 0)
                broken.Add($"It ended with {code}:\n{console.Output}");
            var open = await stage.AskAsync(db => db.Requests.CountAsync(r => r.State == DeviceState.Sending || r.State == DeviceState.Unknown));
            if (open > 0)
                broken.Add($"{open} devices were left Sending or Unknown by an orderly end.");
            await console.DisposeAsync();
            console = await stage.StartConsoleAsync();
        }

        await using (console)
        {
            await stage.NoFaultsAsync();
            await Stage.UntilAsync(async () => await stage.AskAsync(db => db.Requests.CountAsync(r => r.State == DeviceState.Planned || r.State == DeviceState.Sending)) == 0, "everything is sent", Patience);
        }

        if (slowest > Allowed.TotalSeconds)
            broken.Add($"It took {slowest:0.0} s to end.");
        return FaultReport.Of("R22", "SIGTERM while answers are on the wire, then a restart", times, await stage.JudgeAsync(), broken, ("devices", devices), ("slowestEndSeconds", Math.Round(slowest, 1)));
    }
}
