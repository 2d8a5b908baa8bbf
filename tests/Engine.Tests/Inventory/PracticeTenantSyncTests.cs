using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Simulator.Control;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>The sync over real HTTPS against the practice tenant: what the lists said of a device is what its single reads say.</summary>
public sealed class PracticeTenantSyncTests : IAsyncLifetime
{
    private PracticeRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await PracticeRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private Task SyncAsync()
    {
        var store = new RunStore(_rig.Database.Console, TestDatabase.Identity, _rig.Time);
        var sync = new InventorySync(_rig.Database.Console, store, _rig.Node.GetRequiredService<GraphClients>(), (_, _) => Task.FromResult(Context()), _rig.Time);
        return sync.RunAsync("app", _rig.Ada, new SyncProgress(_rig.Database.Feed, _rig.Time), CancellationToken.None);
    }

    private EligibilityContext Context() => new() { Now = _rig.Time.GetUtcNow(), Protected = new ProtectedDevices() };

    private async Task<IReadOnlyList<ShownDevice>> ShownAsync()
    {
        var run = await _rig.Database.Console.ReadAsync(async db => (await db.Set<InventoryReader>().FindAsync(TestDatabase.Tenant, "app"))!.CurrentRun!.Value);
        var index = new RunIndex(_rig.Database.Console, run);
        return await new DeviceRows(new StoredDevices(_rig.Database.Console)).ReadAsync(index, [.. Enumerable.Range(0, (await index.SizesAsync()).Count)], _rig.Time.GetUtcNow(), Context());
    }

    [Fact]
    public async Task Run_WholeFleet_AgreesWithSingleReads()
    {
        await SyncAsync();

        var shown = await ShownAsync();
        var live = _rig.Node.GetRequiredService<LiveDevices>();
        var compared = 0;
        foreach (var device in shown.Where(d => d.Facts.ManagedDeviceId is not null).Take(80))
        {
            var now = await live.ReadAsync(device.Facts.ManagedDeviceId!, _rig.Ada, null, CancellationToken.None);

            // Part of the cast changes as soon as somebody has looked at it.
            if (now is null || _rig.Tenant.Fleet.Find(device.Facts.ManagedDeviceId!) is not { Surprised: false })
                continue;
            Assert.Equal(Comparable(now), Comparable(device.Facts));
            Assert.Equal(JoinTypes.IsHybrid(now), JoinTypes.IsHybrid(device.Facts));
            compared++;
        }

        Assert.True(compared >= 40, $"Only {compared} devices were compared.");
    }

    [Fact]
    public async Task Run_WholeFleet_HasWhateverIsWindowsAnywhere()
    {
        await SyncAsync();

        var shown = await ShownAsync();
        var expected = _rig.Tenant.Fleet.Read(view => view.Devices.Count(d =>
            d.Intune?.OperatingSystem.StartsWith("Windows", StringComparison.OrdinalIgnoreCase) == true
            || d.Entra?.OperatingSystem.StartsWith("Windows", StringComparison.OrdinalIgnoreCase) == true
            || d.Autopilot is not null));
        Assert.InRange(shown.Count, expected * 9 / 10, expected * 11 / 10);
        Assert.Contains(shown, d => d.Row.Key.StartsWith("e-", StringComparison.Ordinal) && d.Reset.Verdict == Verdict.Refused);
        Assert.Contains(shown, d => d.Row.JoinType == "hybrid joined" && d.Reset.Verdict == Verdict.Refused);
        Assert.Contains(shown, d => d.Reset.Verdict <= Verdict.Attention);
        Assert.DoesNotContain(shown, d => d.Row.JoinType == "hybrid joined" && d.Reset.Verdict != Verdict.Refused);
    }

    [Fact]
    public async Task Run_ThrottledAndBrokenOff_EndsWithTheWholeList()
    {
        _rig.Tenant.Faults.Add(new Fault { Path = "*managedDevices*", Status = 429, RetryAfter = 1.5, Times = 1 });
        var sync = SyncAsync();
        var patience = TimeProvider.System.GetTimestamp();
        while (!sync.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(60), "The sync did not end.");
            _rig.Time.Advance(TimeSpan.FromSeconds(1));

            // The wire is real: it gets some real time between two steps of the clock, or its own ten-minute limit passes.
            var step = TimeProvider.System.GetTimestamp();
            while (!sync.IsCompleted && TimeProvider.System.GetElapsedTime(step) < TimeSpan.FromMilliseconds(20))
                await Task.Yield();
        }

        await sync;
        Assert.NotEmpty(await ShownAsync());
    }

    /// <summary>What both kinds of read know. A live read looks for the Autopilot identity by serial, the list also knows it by Intune's id.</summary>
    private static string[] Comparable(DeviceFacts facts) => new
    {
        facts.ManagedDeviceId,
        facts.EntraDeviceId,
        facts.Name,
        facts.Serial,
        facts.Manufacturer,
        facts.Model,
        facts.OperatingSystem,
        facts.OsVersion,
        facts.SkuFamily,
        facts.SkuNumber,
        facts.IntuneJoinType,
        facts.ManagementAgent,
        facts.ManagementState,
        facts.OwnerType,
        facts.DeviceEnrollmentType,
        facts.EnrollmentProfileName,
        facts.ThreatState,
        facts.IsEncrypted,
        facts.FreeStorageBytes,
        facts.LastCheckIn,
        facts.EnrolledAt,
        facts.ManagementCertificateExpires,
        facts.RecordedUser,
        facts.Entra?.ObjectId,
        facts.Entra?.TrustType,
        facts.Entra?.OnPremisesSyncEnabled,
        facts.Entra?.AccountEnabled,
        facts.Entra?.MdmAppId,
        facts.Entra?.ProfileType,
        facts.Entra?.LastSignIn,
        Autopilot = Serials.IsPlaceholder(facts.Serial) ? null : facts.Autopilot is { } identity ? $"{identity.Id} {identity.GroupTag} {identity.AssignedUser} {identity.EnrollmentState}" : null,
    }.ToString()!.Split(", ");
}
