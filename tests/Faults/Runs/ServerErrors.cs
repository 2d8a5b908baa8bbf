using System.Text.Json;
using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Testing.Contracts;

namespace AutopilotReset.Faults.Runs;

/// <summary>R5: half of all sends are answered with a server's error, some before the work and some after it, as in Microsoft's own fault profile.</summary>
internal static class ServerErrors
{
    public static async Task<FaultReport> RunAsync(Size size)
    {
        var devices = size switch { Size.Test => 40, Size.Quick => 200, _ => 2_000 };
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        var statuses = Statuses();
        foreach (var (status, moment) in statuses.SelectMany(s => new[] { (s, FaultMoment.Before), (s, FaultMoment.After) }))
            rehearsal.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", Status = status, When = moment, Probability = 0.066 });
        await rehearsal.ConfirmAsync(devices);
        List<string> broken = await rehearsal.DrainAsync(TimeSpan.FromHours(2)) ? [] : ["The batch was not sent to its end in two hours."];

        // A look at every Unknown has been made by then: what Intune lists is found, the rest stays a person's decision.
        await rehearsal.PassAsync(TimeSpan.FromMinutes(10), step: TimeSpan.FromSeconds(1));
        var struck = rehearsal.Tenant.Faults.All.Sum(f => f.Struck);
        var untaken = struck - rehearsal.Tenant.Orders.All.Count(o => o.AnsweredStatus >= 500);
        if (await rehearsal.CountAsync(DeviceState.Unknown) is var unknown && unknown != untaken)
            broken.Add($"{untaken} devices got an error and no order; {unknown} are Unknown.");
        if (rehearsal.Tenant.Requests.All.Count(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.Ordinal)) != devices)
            broken.Add("Not every device was sent exactly once.");
        return FaultReport.Of("R5", string.Join('/', statuses) + " for half of all sends, before and after the work", struck, await rehearsal.JudgeAsync(), broken,
            ("devices", devices), ("unknown", unknown));
    }

    private static IReadOnlyList<int> Statuses()
    {
        if (ContractFiles.Find().Files is not { } files || Path.Combine(files.Folder, "devproxy-graph-fault-profile.json") is var profile && !File.Exists(profile))
            return [500, 502, 503, 504, 507];
        using var json = JsonDocument.Parse(File.ReadAllText(profile));
        return [.. json.RootElement.GetProperty("statusesByMethod").GetProperty("POST").EnumerateArray().Select(s => s.GetInt32()).Where(s => s >= 500)];
    }
}
