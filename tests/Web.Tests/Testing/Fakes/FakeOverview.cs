namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeOverview(TimeProvider time) : FakeDoor, IOverview
{
    public OverviewView View { get; set; } = Busy(time.GetUtcNow());

    public async Task<OverviewView> GetAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return View;
    }

    public static OverviewView Busy(DateTimeOffset now) => new()
    {
        Armed = 3,
        OldestArmed =
        [
            FakeOrders.Request(3, now) with { Name = "DRAWER-33", ArmedSince = now.AddDays(-9), AcceptedAt = now.AddDays(-9) },
            FakeOrders.Request(40, now),
            FakeOrders.Request(41, now) with { Name = FakeFleet.HostileName },
        ],
        Running = [FakeOrders.Batch(1, now), FakeOrders.Batch(2, now, BatchState.Paused)],
        NeedsPerson = new Dictionary<DeviceState, int> { [DeviceState.Unknown] = 1, [DeviceState.Stalled] = 2, [DeviceState.CompletedWithFindings] = 4 },
        Drafts = [FakeScheduleRoom.Draft(1, DraftState.Waiting, now), FakeScheduleRoom.Draft(3, DraftState.Missed, now)],
        SuccessRate = 0.957,
        MedianTimeToProof = TimeSpan.FromMinutes(47),
        HybridWaiting = [FakeOrders.Request(50, now, DeviceState.Completed, OrderKind.Wipe) with { Name = "HYB-FIN-02", ReadyFrom = now.AddHours(13).AddMinutes(20) }],
        BudgetLeft = 42,
        BudgetPerMinute = 60,
        KillSwitch = new KillSwitch(false, null, null, null),
        Inventory = new InventoryStatus { Reader = "the application", Devices = 3412, LastFullRead = now.AddMinutes(-18) },
        Health =
        [
            new("Sign-in", HealthState.Works, "Last sign-in 4 minutes ago.", now.AddMinutes(-4)),
            new("Graph", HealthState.Degraded, "3 requests were asked to wait in the last hour.", now.AddMinutes(-1)),
            new("Database", HealthState.Works, "SQLite, 31 MB.", now),
            new("Engine", HealthState.Works, "Dispatcher and tracker run.", now),
        ],
    };

    public static OverviewView Quiet(DateTimeOffset now) => Busy(now) with
    {
        Armed = 0,
        OldestArmed = [],
        Running = [],
        Drafts = [],
        NeedsPerson = new Dictionary<DeviceState, int>(),
        SuccessRate = null,
        MedianTimeToProof = null,
        HybridWaiting = [],
        BudgetLeft = 60,
    };
}
