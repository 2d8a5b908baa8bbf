namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeNotificationRoom(TimeProvider time) : FakeDoor, INotificationRoom
{
    public IReadOnlyList<ChannelRow> Channels { get; set; } =
    [
        new("mail", "E-mail", "mail.contoso.example", HealthState.Works, "What was sent has arrived.", 0, time.GetUtcNow().AddMinutes(-12)),
        new("desk", "Teams", "hooks.contoso.example", HealthState.Degraded, "2 messages did not arrive yet, to be tried again. hooks.contoso.example answered 500.", 2, null),
    ];

    public List<NoticeRow> Notices { get; } = [];

    public List<string> Tested { get; } = [];

    public Refused? TestRefusal { get; set; }

    public async Task<NotificationView> GetAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return new(Channels);
    }

    public Task<Outcome<Done>> SendTestAsync(Admin admin, string channel, CancellationToken stop)
    {
        Tested.Add(channel);
        return Task.FromResult(TestRefusal is { } no ? no : (Outcome<Done>)default(Done));
    }

    public Task<IReadOnlyList<NoticeRow>> SinceAsync(Admin admin, DateTimeOffset after, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<NoticeRow>>([.. Notices.Where(n => n.At > after)]);
}
