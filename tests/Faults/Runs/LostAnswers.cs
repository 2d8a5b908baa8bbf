using AutopilotReset.Engine.Data;
using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R3: Intune takes the order, and the connection is cut before the answer.</summary>
internal static class LostAnswers
{
    public static async Task<FaultReport> RunAsync(Size size)
    {
        var devices = size switch { Size.Test => 40, Size.Quick => 200, _ => 2_000 };
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        rehearsal.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", When = FaultMoment.After, Reset = true, Probability = size == Size.Test ? 0.3 : 0.1 });
        await rehearsal.ConfirmAsync(devices);
        await rehearsal.DrainAsync(TimeSpan.FromHours(2));
        await rehearsal.PassAsync(TimeSpan.FromMinutes(10), async () => await rehearsal.CountAsync(DeviceState.Unknown) == 0, TimeSpan.FromSeconds(1));

        var lost = rehearsal.Tenant.Orders.All.Count(o => o.AnsweredStatus == 0);
        var polls = await PollsAsync(rehearsal);
        List<string> broken = [.. polls.Where(p => p.Value > 2).Select(p => $"{p.Key} was matched after {p.Value} looks, two are allowed.")];
        if (await rehearsal.CountAsync(DeviceState.Unknown) is > 0 and var unknown)
            broken.Add($"{unknown} devices whose order Intune lists are still Unknown.");
        if (lost == 0)
            broken.Add("No answer was lost: the run proves nothing.");
        return FaultReport.Of("R3", "the answer lost after acceptance", lost, await rehearsal.JudgeAsync(), broken,
            ("devices", devices), ("matched", polls.Count), ("mostLooks", polls.Values.DefaultIfEmpty().Max()));
    }

    /// <summary>Single reads of each device between the loss and the match, as the tenant counted them.</summary>
    private static async Task<Dictionary<string, int>> PollsAsync(Rehearsal rehearsal)
    {
        var lost = await TimesAsync(rehearsal, "request.answer-lost");
        var found = await TimesAsync(rehearsal, "request.order-found");
        var reads = rehearsal.Tenant.Requests.All.Where(r => r.Method == "GET").ToLookup(r => r.Path, StringComparer.OrdinalIgnoreCase);
        return found.ToDictionary(f => f.Key, f => reads[$"/v1.0/deviceManagement/managedDevices/{f.Key}"].Count(r => r.Time >= lost[f.Key] && r.Time <= f.Value));
    }

    private static Task<Dictionary<string, DateTimeOffset>> TimesAsync(Rehearsal rehearsal, string type) => rehearsal.AskAsync(db =>
        db.Set<AuditEntry>().Where(e => e.Type == type).ToDictionaryAsync(e => e.ManagedDeviceId!, e => e.At));
}
