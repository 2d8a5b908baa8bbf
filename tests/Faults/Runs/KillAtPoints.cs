using AutopilotReset.Faults.Harness;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R1: the console kills itself at each point of a send and is started again, until the batch is through.</summary>
internal static class KillAtPoints
{
    public static IReadOnlyList<string> Points { get; } =
    [
        "before-claim", "after-claim", "mid-audit", "after-intent-commit", "after-bytes-written", "after-response-read", "before-outcome-commit", "after-outcome-commit",
    ];

    private const int Seed = 20261127;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<FaultReport> RunAsync(Size size)
    {
        // Enough devices that some are left for the last point, although each kill takes along whatever a group of 20 had in flight.
        var (rounds, devices, most) = size switch { Size.Test => (1, 128, 4), Size.Quick => (2, 160, 7), _ => (50, 240, 12) };
        var random = new Random(Seed);
        var dll = await Programs.ConsoleWithFailpointsAsync();
        await using var stage = await Stage.SetAsync(new StageOptions(rounds * devices));
        var (inFlight, kills, broken) = (0, 0, new List<string>());
        for (var round = 0; round < rounds; round++)
        {
            await ConfirmAsync(stage, devices);
            foreach (var point in Points)
            {
                await using (var console = await stage.StartConsoleAsync(dll, ("FAILPOINT", $"{point}:{random.Next(1, 1 + most)}")))
                {
                    if (await console.ExitAsync(Patience) is var code && code != 137)
                        broken.Add($"At {point} the console ended with {code}:\n{console.Output}");
                }

                kills++;
                inFlight += await CountAsync(stage, DeviceState.Sending);
            }

            await DrainAsync(stage, dll);
        }

        var lost = await stage.AskAsync(db => db.AuditEntries.CountAsync(e => e.Type == "request.answer-lost"));
        if (lost > inFlight)
            broken.Add($"{lost} devices became Unknown, and only {inFlight} were in flight when it was killed.");
        return FaultReport.Of("R1", "SIGKILL at each failpoint, then a restart", kills, await stage.JudgeAsync(), broken,
            ("points", Points.Count), ("rounds", rounds), ("devicesPerRound", devices), ("inFlightAtKills", inFlight), ("becameUnknown", lost), ("clockFactor", Stage.UsualFactor));
    }

    private static async Task ConfirmAsync(Stage stage, int devices)
    {
        // By the wall's clock: its first send is 20 s away, and until then it is ended.
        await using var console = await stage.StartConsoleAsync(more: (Child.ConsoleChild.Factor, "1"));
        using var ada = await Person.SignInAsync(stage.Console, "ada");
        await stage.ConfirmAsync(ada, devices);
        console.Send(ProcessSignal.Terminate);
        await console.ExitAsync(Patience);
    }

    private static async Task DrainAsync(Stage stage, string dll)
    {
        await using var console = await stage.StartConsoleAsync(dll);
        await Stage.UntilAsync(async () => await CountAsync(stage, DeviceState.Planned) + await CountAsync(stage, DeviceState.Sending) == 0, "everything is sent", Patience);
        console.Send(ProcessSignal.Terminate);
        await console.ExitAsync(Patience);
    }

    private static Task<int> CountAsync(Stage stage, DeviceState state) => stage.AskAsync(db => db.Requests.CountAsync(r => r.State == state));
}
