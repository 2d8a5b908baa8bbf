using AutopilotReset.Faults.Rehearsing;

namespace AutopilotReset.Faults.Runs;

/// <summary>R13: the machine's wall clock jumps while a batch is being sent. Rate and lease go by the monotonic clock; nothing is sent twice or too fast.</summary>
internal static class ClockJumps
{
    private static readonly TimeSpan[] Jumps = [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(-2), TimeSpan.Zero];

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var (rounds, devices) = size switch { Size.Test => (1, 60), Size.Quick => (2, 120), _ => (10, 400) };
        await using var rehearsal = await Rehearsal.BeginAsync(devices * rounds);
        List<string> broken = [];
        for (var round = 0; round < rounds; round++)
        {
            await rehearsal.ConfirmAsync(devices);
            foreach (var jump in Jumps)
            {
                var sent = rehearsal.Posts.Count;
                await rehearsal.PassAsync(TimeSpan.FromMinutes(2), () => Task.FromResult(rehearsal.Posts.Count >= sent + (devices / 8)));
                rehearsal.JumpTo(jump);
            }

            if (!await rehearsal.DrainAsync(TimeSpan.FromHours(6), TimeSpan.FromSeconds(1)))
                broken.Add("After the jumps the batch was not sent to its end in six hours.");
        }

        return FaultReport.Of("R13", "our wall clock set 1 h forward and back, 2 s forward and back", Jumps.Length * rounds, await rehearsal.JudgeAsync(clocksAgree: false), broken,
            ("devices", devices * rounds));
    }
}
