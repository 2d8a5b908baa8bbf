using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R4: half of all sends are answered with 429, in each form of <c>Retry-After</c>. R7: 429, and executed all the same.</summary>
internal static class Throttling
{
    private const double RetryAfter = 5;

    public static async Task<FaultReport> StormAsync(Size size)
    {
        var devices = size switch { Size.Test => 24, Size.Quick => 120, _ => 1_000 };
        var storm = size == Size.Test ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(5);
        await using var rehearsal = await Rehearsal.BeginAsync(devices * 3);
        List<string> broken = [];
        var struck = 0;
        foreach (var form in new[] { RetryAfterForm.Seconds, RetryAfterForm.Date, RetryAfterForm.None })
        {
            var fault = rehearsal.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", Status = 429, RetryAfter = RetryAfter, RetryAfterForm = form, Probability = 0.5 });
            await rehearsal.ConfirmAsync(devices);
            await rehearsal.PassAsync(storm);
            struck += rehearsal.Tenant.Faults.All.Single(f => f.Fault.Id == fault.Id).Struck;
            rehearsal.Tenant.Faults.Clear();
            if (form != RetryAfterForm.None)
                broken.AddRange(await SentInsideAsync(rehearsal, fault.Id));
            if (!await rehearsal.DrainAsync(TimeSpan.FromHours(6), TimeSpan.FromSeconds(1)))
                broken.Add($"The batch with Retry-After as {form} was not sent to its end in six hours.");
        }

        return FaultReport.Of("R4", "429 for half of all sends, Retry-After 5, as a date, and absent", struck, await rehearsal.JudgeAsync(), broken,
            ("devices", devices * 3), ("stormSeconds", storm.TotalSeconds));
    }

    public static async Task<FaultReport> ExecutedAsync(Size size)
    {
        var (devices, share) = size switch { Size.Test => (40, 0.2), Size.Quick => (200, 0.1), _ => (2_000, 0.01) };
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        rehearsal.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", When = FaultMoment.After, Status = 429, RetryAfter = RetryAfter, Probability = share });
        await rehearsal.ConfirmAsync(devices);
        List<string> broken = await rehearsal.DrainAsync(TimeSpan.FromHours(6)) ? [] : ["The batch was not sent to its end in six hours."];
        var executed = rehearsal.Tenant.Orders.All.Count(o => o.AnsweredStatus == 429);
        if (executed == 0)
            broken.Add("No 429 was executed: the run proves nothing.");
        return FaultReport.Of("R7", "429, and the order taken all the same", executed, await rehearsal.JudgeAsync(), broken,
            ("devices", devices), ("unknown", await rehearsal.CountAsync(DeviceState.Unknown)));
    }

    /// <summary>
    /// Sends that were decided while Graph had asked for silence: their intent is later than the 429. What was under way when it came may still arrive; on a busy machine the clock moves meanwhile.
    /// </summary>
    private static async Task<IEnumerable<string>> SentInsideAsync(Rehearsal rehearsal, string fault)
    {
        var intents = await rehearsal.AskAsync(db => db.Attempts.AsNoTracking().ToDictionaryAsync(a => a.Id, a => a.IntentAt));
        var posts = rehearsal.Posts;
        var silences = posts.Where(p => p.Fault == fault).Select(p => p.Time).ToList();
        return posts
            .Where(p => silences.Exists(s => p.Time > s && p.Time < s.AddSeconds(RetryAfter) && !(IntentOf(p) is { } id && intents.TryGetValue(id, out var decided) && decided <= s)))
            .Select(p => $"A send at {p.Time:HH:mm:ss.fff}, inside the Retry-After of a 429.");
    }

    private static Guid? IntentOf(LoggedRequest post) => Guid.TryParse(post.Headers.GetValueOrDefault("client-request-id"), out var id) ? id : null;
}
