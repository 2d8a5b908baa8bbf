using AutopilotReset.Faults.Harness;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R2: SIGKILL at random moments of a large batch, a restart after each; after the last one it drains.</summary>
internal static class RandomKills
{
    private const int Seed = 20261127;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (kills, devices) = size switch { Size.Test => (3, 120), Size.Quick => (12, 600), _ => (100, 5_000) };
        var random = new Random(Seed);
        await using var stage = await Stage.SetAsync(new StageOptions(devices));
        var console = await stage.StartConsoleAsync();
        using (var ada = await Person.SignInAsync(stage.Console, "ada"))
            await stage.ConfirmAsync(ada, devices);
        var whileSending = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 3_000)), TimeProvider.System);
            await console.KillAsync();
            await console.DisposeAsync();
            whileSending += await OpenAsync(stage) > 0 ? 1 : 0;
            console = await stage.StartConsoleAsync();
        }

        await using (console)
        {
            await Stage.UntilAsync(async () => await OpenAsync(stage) == 0, "everything is sent", Patience);
            console.Send(ProcessSignal.Terminate);
            await console.ExitAsync(Patience);
        }

        return FaultReport.Of("R2", "SIGKILL every 0.5 to 3 s, then a restart", kills, await stage.JudgeAsync(),
            whileSending == 0 ? ["No kill came while anything was left to send: the run proves nothing."] : [],
            ("devices", devices), ("killsWhileSending", whileSending), ("clockFactor", Stage.UsualFactor));
    }

    private static Task<int> OpenAsync(Stage stage) => stage.AskAsync(db => db.Requests.CountAsync(r => r.State == DeviceState.Planned || r.State == DeviceState.Sending));
}
