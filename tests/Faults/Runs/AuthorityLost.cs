using AutopilotReset.Faults.Child;
using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R9: in the middle of a batch Graph asks for a new sign-in, the consent is withdrawn, the role is lost. The batch pauses, and goes on when it is mended.</summary>
internal static class AuthorityLost
{
    private const string Send = "DeviceManagementManagedDevices.PrivilegedOperations.All";

    /// <summary>Devices that one sender prepares and sends side by side.</summary>
    private const int Workers = 8;

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var devices = size switch { Size.Test => 40, Size.Quick => 80, _ => 400 };
        await using var rehearsal = await Rehearsal.BeginAsync(devices * 3);
        List<string> broken = [];
        var ada = rehearsal.Tenant.Personas["ada"];
        await LoseAsync("401 with a claims challenge", () => rehearsal.Tenant.Faults.Add(Unauthorised()), () => rehearsal.Tenant.Faults.Clear());
        await LoseAsync("consent withdrawn", () => rehearsal.Tenant.Consents.Withdraw(Send), () => rehearsal.Tenant.Consents.GrantToEverybody(Send));
        await LoseAsync("role withdrawn", ada.Roles.Clear, () => ada.Roles.Add(RoleIds.IntuneAdministrator));
        return FaultReport.Of("R9", "401 mid-run, consent withdrawn, role withdrawn", 3, await rehearsal.JudgeAsync(), broken, ("devicesEach", devices));

        async Task LoseAsync(string what, Action lose, Action mend)
        {
            var batch = await rehearsal.ConfirmAsync(devices);
            var before = rehearsal.Posts.Count;
            await rehearsal.PassAsync(TimeSpan.FromMinutes(10), () => Task.FromResult(rehearsal.Posts.Count >= before + (devices / 4)));
            var lost = rehearsal.Posts.Count;
            lose();
            await rehearsal.PassAsync(size == Size.Test ? TimeSpan.FromSeconds(90) : TimeSpan.FromMinutes(5));
            broken.AddRange(await AfterAsync(rehearsal, batch, what, rehearsal.Posts.Count - lost));
            mend();
            if ((await rehearsal.DriveAsync(rehearsal.Desk.ResumeAsync(rehearsal.Ada, batch.Batch, CancellationToken.None))).Refused is { } refused)
                broken.Add($"{what}: it could not be resumed: {refused.Message}");
            if (!await rehearsal.DrainAsync(TimeSpan.FromHours(1)))
                broken.Add($"{what}: after it was mended the batch was not sent to its end.");
        }
    }

    private static async Task<List<string>> AfterAsync(Rehearsal rehearsal, Confirmed batch, string what, int sent)
    {
        List<string> broken = [];
        if (sent > Workers)
            broken.Add($"{what}: {sent} POSTs left after it, {Workers} may have been in flight.");
        var row = await rehearsal.AskAsync(db => db.Batches.SingleAsync(b => b.Id == batch.Batch));
        if (row.State != BatchState.Paused || string.IsNullOrEmpty(row.StateReason))
            broken.Add($"{what}: the batch is {row.State} ({row.StateReason}).");
        if (await rehearsal.AskAsync(db => db.Requests.CountAsync(r => r.BatchId == batch.Batch && r.State == DeviceState.Planned)) == 0)
            broken.Add($"{what}: nothing was left to send, the run proves nothing.");
        return broken;
    }

    private static Fault Unauthorised() => new()
    {
        Method = "POST",
        Path = "*/wipe",
        Status = 401,
        Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"" },
    };
}
