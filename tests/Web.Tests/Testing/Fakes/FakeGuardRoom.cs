namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeGuardRoom(TimeProvider time) : FakeDoor, IGuardRoom
{
    public Guards Guards { get; set; } = new()
    {
        KillSwitch = new KillSwitch(false, null, null, null),
        Entries =
        [
            new(Guid.CreateVersion7(time.GetUtcNow()), GuardList.Protected, GuardEntryKind.Group, "6b0f0000-0000-4000-8000-0000000000ff", "Executives' devices", "Board decision 2026-03", "Ines Varga", time.GetUtcNow().AddDays(-80)),
            new(Guid.CreateVersion7(time.GetUtcNow()), GuardList.Protected, GuardEntryKind.Serial, "5CG40007Q", null, "Signs the payroll", "Ines Varga", time.GetUtcNow().AddDays(-12)),
            new(Guid.CreateVersion7(time.GetUtcNow()), GuardList.Held, GuardEntryKind.Name, "LT-00021", null, "Case 4711: keep as evidence", "Security desk", time.GetUtcNow().AddDays(-2)),
        ],
        Numbers = [.. NumberRule.All.Select(n => new ShownNumber(n, new AutopilotReset.Engine.Guards.GuardNumbers().Of(n), new AutopilotReset.Engine.Guards.GuardNumbers().Of(n)))],
        SentLast24Hours = 37,
        SentLastHour = 5,
        SendsPerMinute = 60,
        ConfirmationValidHours = 24,
        ApprovalValidHours = 24,
        LoosenAloneAfterHours = 24,
        StartGraceMinutes = 60,
        TicketPattern = "^(INC|CHG)[0-9]{7}$",
        ReasonMinLength = 1,
        TenantId = People.Tenant,
        Cloud = "Public",
        DeploymentId = "0190d3b4-7777-7000-8000-000000000001",
        Version = "0.1.0",
    };

    public IReadOnlyList<Capability> Capabilities { get; set; } =
    [
        new("Sign-in", "Role Intune Service Administrator", HealthState.Works, "Held by Ines Varga.", null),
        new("Graph", "Order a reset (DeviceManagementManagedDevices.PrivilegedOperations.All)", HealthState.Works, "Consented, delegated.", null),
        new("Graph", "Read Entra devices (Device.Read.All)", HealthState.Works, "Consented, delegated.", null),
        new("Graph", "Remove an Entra owner (Directory.AccessAsUser.All)", HealthState.Broken, "Not consented.", "Asked for when an owner is repaired for the first time; an administrator may consent for all in Entra › Enterprise applications."),
        new("Graph", "Read Intune's audit (DeviceManagementApps.Read.All)", HealthState.Unknown, "Not tried yet.", "Open an audit entry that names Intune."),
    ];

    public List<(bool On, string Reason)> Switched { get; } = [];

    public async Task<Guards> GetAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Guards;
    }

    public Task<Outcome<Done>> SetKillSwitchAsync(Admin admin, bool on, string reason, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Switched.Add((on, reason));
        Guards = Guards with { KillSwitch = on ? new KillSwitch(true, reason, admin.Name, time.GetUtcNow()) : new KillSwitch(false, null, null, null) };
        return new Done();
    }, stop);

    public Task<Outcome<Done>> AddEntryAsync(Admin admin, GuardEntry entry, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Guards = Guards with { Entries = [.. Guards.Entries, entry] };
        return new Done();
    }, stop);

    public Task<Outcome<Done>> RemoveEntryAsync(Admin admin, Guid entryId, string reason, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Guards = Guards with { Entries = [.. Guards.Entries.Where(e => e.Id != entryId)] };
        return new Done();
    }, stop);

    public List<(NumberWish Wish, string Reason)> Wished { get; } = [];

    public Task<Outcome<Done>> ChangeNumberAsync(Admin admin, NumberWish wish, string reason, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Wished.Add((wish, reason));
        return new Done();
    }, stop);

    public async Task<IReadOnlyList<Capability>> CheckCapabilitiesAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Capabilities;
    }
}
