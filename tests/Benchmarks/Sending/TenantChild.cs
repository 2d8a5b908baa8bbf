using System.Text.Json;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>What a benchmark needs of a practice tenant in another process.</summary>
/// <param name="Devices">As a review would have confirmed them.</param>
internal sealed record TenantOffer(int Port, string AuthorityPem, string AdminToken, string ApplicationToken, IReadOnlyList<string> Admin, IReadOnlyList<ConfirmedIdentity> Devices);

/// <summary>What the tenant counted.</summary>
/// <param name="Seconds">From the first accepted order to the last, by the tenant's own clock.</param>
/// <param name="LaterSeconds">The same for the later half of the orders: by then the compiler of the engine has mostly done its work.</param>
/// <param name="MostPerDevice">Accepted orders of the device that got most.</param>
/// <param name="MostInWindow">Most POSTs in any 20 seconds.</param>
/// <param name="Reached">Devices with an accepted order.</param>
/// <param name="Doubled">Devices with more than one.</param>
/// <param name="Throttled">POSTs that were answered with 429, whatever became of them.</param>
internal sealed record TenantCount(
    int Posts, int Accepted, double Seconds, double LaterSeconds, int Violations, int WipeViolations, int MostPerDevice, int MostInWindow, double CpuSeconds, int Reached, int Doubled, int Throttled);

/// <summary>What goes wrong in the tenant, of a thousand orders that it takes.</summary>
/// <param name="Throttled">Taken, and answered with 429 all the same (faults.md R7).</param>
/// <param name="Lost">Taken, and the connection cut before the answer (faults.md R3).</param>
internal sealed record Mishaps(int Throttled, int Lost);

/// <summary>The practice tenant in a process of its own, its limits raised by a factor: prints its offer, then its count for each line it reads.</summary>
internal static class TenantChild
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(Options options)
    {
        var (wanted, factor) = (options.Number("devices", 1000), options.Number("factor", 1));
        await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = (int)(wanted * 1.3) + 300 }, TimeProvider.System);
        var limits = tenant.Limits;
        (limits.IntuneWrites, limits.IntuneAny, limits.EnrollmentAny, limits.DirectoryUnits) =
            (limits.IntuneWrites * factor, limits.IntuneAny * factor, limits.EnrollmentAny * factor, limits.DirectoryUnits * factor);
        var wipe = new Fault { Method = "POST", Path = "*/wipe", When = FaultMoment.After };
        if (options.Number("throttled", 0) is > 0 and var throttled)
            tenant.Faults.Add(wipe with { Status = 429, RetryAfter = 3, Probability = throttled / 1000.0 });
        if (options.Number("lost", 0) is > 0 and var lost)
            tenant.Faults.Add(wipe with { Reset = true, Probability = lost / 1000.0 });
        var ada = tenant.Personas["ada"];
        var offer = new TenantOffer(
            tenant.TlsPort, tenant.AuthorityPem, tenant.AccessTokenFor("ada"), tenant.ApplicationAccessToken(),
            [ada.HomeObjectId, ada.HomeTenantId, ada.ObjectId, EntraIds.TenantId, ada.DisplayName, ada.UserPrincipalName], Confirmed(tenant, wanted));
        System.Console.WriteLine(JsonSerializer.Serialize(offer));
        while (await System.Console.In.ReadLineAsync() is not null)
            System.Console.WriteLine(JsonSerializer.Serialize(Count(tenant)));
        return 0;
    }

    /// <summary>So many devices with nothing to be said against a reset.</summary>
    public static List<ConfirmedIdentity> Confirmed(PracticeTenant tenant, int wanted)
    {
        var ordinary = tenant.Fleet.Read(v => v.Devices.Where(d => d.Key.StartsWith("LT-", StringComparison.Ordinal) && IsPlain(d, v.Now)).Take(wanted).Select(Confirmed).ToList());
        return ordinary.Count == wanted ? ordinary : throw new InvalidOperationException($"The fleet has only {ordinary.Count} ordinary devices.");
    }

    private static bool IsPlain(PracticeDevice device, DateTimeOffset now) => device is
    {
        Entra: { TrustType: "AzureAd", OnPremisesSyncEnabled: not true },
        Intune: { ManagedDeviceOwnerType: "company", JoinType: "azureADJoined" },
        Autopilot: not null,
    } && now - device.Intune.LastSyncDateTime < TimeSpan.FromDays(10);

    private static ConfirmedIdentity Confirmed(PracticeDevice device) => new()
    {
        ManagedDeviceId = device.Intune!.Id,
        EntraDeviceId = device.Entra!.DeviceId,
        Name = device.Intune.DeviceName,
        Serial = device.Intune.SerialNumber,
        TrustType = device.Entra.TrustType,
        PrimaryUserId = device.Intune.PrimaryUserId,
        OwnerId = device.Entra.OwnerId,
        OwnerType = device.Intune.ManagedDeviceOwnerType,
        EnrolledAt = device.Intune.EnrolledDateTime,
        ManagementState = device.Intune.ManagementState,
        ManagementAgent = device.Intune.ManagementAgent,
        AccountEnabled = device.Entra.AccountEnabled,
    };

    private static TenantCount Count(PracticeTenant tenant)
    {
        var orders = tenant.Orders.All;
        var wipes = tenant.Requests.All.Where(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.Ordinal)).ToList();
        var posts = wipes.Select(r => r.Time).Order().ToList();
        var taken = orders.Select(o => o.Time).Order().ToList();
        var perDevice = orders.CountBy(o => o.ManagedDeviceId).Select(d => d.Value).ToList();
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new(
            posts.Count, orders.Count, taken.Count < 2 ? 0 : (taken[^1] - taken[0]).TotalSeconds, taken.Count < 2 ? 0 : (taken[^1] - taken[taken.Count / 2]).TotalSeconds,
            tenant.Violations.All.Count, tenant.Violations.All.Count(v => v.Method == "POST"),
            perDevice.DefaultIfEmpty().Max(), MostInWindow(posts), self.TotalProcessorTime.TotalSeconds, perDevice.Count, perDevice.Count(orders => orders > 1), wipes.Count(w => w.Status == 429));
    }

    private static int MostInWindow(List<DateTimeOffset> sorted)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= Window)
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
