using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Fleet;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R20: between the confirmation and the send a device changes, in each of the facts that are re-read. It is refused, naming what changed; the others go.</summary>
internal static class ChangedDevices
{
    /// <summary>What changes, and a word that the refusal must hold.</summary>
    private static readonly (string Word, Action<FleetView, PracticeDevice> Change)[] Changes =
    [
        ("gone", (_, d) => d.Intune = null),
        ("gone", (v, d) =>
        {
            v.Schedule(d, TimeSpan.Zero, StepKind.ReEnrolled);
            v.RunTimeline(d);
        }),
        ("name", (_, d) => d.Intune!.DeviceName += "-X"),
        ("serial", (v, d) => d.Intune!.SerialNumber = v.Find("NB-CLEAN-01")!.Intune!.SerialNumber),
        ("Entra", (v, d) => d.Intune!.AzureADDeviceId = v.Find("NB-CLEAN-02")!.Entra!.DeviceId),
        ("Not surely Entra joined", (_, d) => d.Entra!.TrustType = "ServerAd"),
        ("Not surely Entra joined", (_, d) => d.Entra!.OnPremisesSyncEnabled = true),
        ("primary user", (v, d) => d.Intune!.PrimaryUserId = v.Users.First(u => u.Id != d.Intune!.PrimaryUserId).Id),
        ("owner", (v, d) => d.Entra!.OwnerId = v.Users.First(u => u.Id != d.Entra!.OwnerId).Id),
        ("owner type", (_, d) => d.Intune!.ManagedDeviceOwnerType = "personal"),
        ("enrolment date", (_, d) => d.Intune!.EnrolledDateTime = d.Intune.EnrolledDateTime.AddDays(1)),
        ("management state", (_, d) => d.Intune!.ManagementState = "retirePending"),
        ("management agent", (_, d) => d.Intune!.ManagementAgent = "configurationManagerClientMdm"),
        ("account enabled", (_, d) => d.Entra!.AccountEnabled = false),
        ("latest action", (v, d) => d.Intune!.ActionResults.Add(new ActionResult { ActionName = "retire", ActionState = "done", StartDateTime = v.Now, LastUpdatedDateTime = v.Now })),
    ];

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var each = size switch { Size.Test => 1, Size.Quick => 4, _ => 40 };
        var devices = (each * Changes.Length) + 5;
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        var review = await rehearsal.ReviewAsync(devices);
        rehearsal.BlockReads();
        var confirmed = await rehearsal.ConfirmAsync(review);
        var expected = new Dictionary<string, string>();
        for (var i = 0; i < each * Changes.Length; i++)
        {
            var (word, change) = Changes[i % Changes.Length];
            expected[confirmed.Devices[i]] = word;
            rehearsal.Tenant.Fleet.Change(v =>
            {
                var device = v.Find(confirmed.Devices[i])!;
                change(v, device);
                v.Touch(device);
            });
        }

        rehearsal.Tenant.Faults.Clear();
        List<string> broken = await rehearsal.DrainAsync(TimeSpan.FromHours(1)) ? [] : ["The batch was not sent to its end in an hour."];
        foreach (var request in await rehearsal.AskAsync(db => db.Requests.ToListAsync()))
        {
            var word = expected.GetValueOrDefault(request.ManagedDeviceId);
            if (word is null ? request.State is DeviceState.Refused : request.State != DeviceState.Refused || !request.Note!.Contains(word, StringComparison.OrdinalIgnoreCase))
                broken.Add($"{request.Name} ({word ?? "unchanged"}) is {request.State}: {request.Note}");
        }

        if (rehearsal.Posts.Count != devices - expected.Count)
            broken.Add($"{rehearsal.Posts.Count} POSTs for {devices - expected.Count} unchanged devices.");
        return FaultReport.Of("R20", "each re-read fact changed between confirmation and send", expected.Count, await rehearsal.JudgeAsync(), broken,
            ("kinds", Changes.Length), ("unchanged", devices - expected.Count));
    }
}
