namespace AutopilotReset.Web.Tests.Testing.Fakes;

/// <summary>Batches and requests in every state, at plausible times.</summary>
internal static class FakeOrders
{
    public static Guid BatchId(int n) => new($"0190d3b4-0000-7000-8000-{n:x12}");

    public static Guid RequestId(int n) => new($"0190d3b4-1111-7000-8000-{n:x12}");

    public static RequestRow Request(int n, DateTimeOffset now, DeviceState state = DeviceState.Pending, OrderKind kind = OrderKind.AutopilotReset) => new()
    {
        Id = RequestId(n),
        BatchId = BatchId(1),
        Kind = kind,
        DeviceKey = FakeFleet.Key(n),
        Name = $"LT-{n:00000}",
        Serial = $"5CG{40000 + n * 7}Q",
        State = state,
        Note = NoteOf(state),
        Grade = GradeOf(state),
        LastEvidenceAt = GradeOf(state) == EvidenceGrade.None ? null : now.AddMinutes(-n - 3),
        AcceptedAt = GradeOf(state) == EvidenceGrade.None ? null : now.AddMinutes(-50 - n),
        ArmedSince = GradeOf(state) is EvidenceGrade.Accepted or EvidenceGrade.Seen ? now.AddMinutes(-50 - n) : null,
        ProvenAt = GradeOf(state) == EvidenceGrade.Proven ? now.AddMinutes(-n - 3) : null,
        ChangedAt = now.AddMinutes(-n - 1),
    };

    public static IReadOnlyList<RequestRow> Requests(DateTimeOffset now) =>
        [.. Enumerable.Range(0, 28).Select(n => Request(n, now, DeviceStates.All[n % DeviceStates.All.Count]))];

    public static BatchRow Batch(int n, DateTimeOffset now, BatchState state = BatchState.Running) => new()
    {
        Id = BatchId(n),
        Kind = OrderKind.AutopilotReset,
        State = state,
        StateReason = state == BatchState.Paused ? "The admin's session ended." : null,
        ConfirmedAt = now.AddMinutes(-50 * n),
        ConfirmedBy = People.Operator.Name,
        Justification = "Classroom 12, end of term",
        Ticket = "CHG0004711",
        Counts = state == BatchState.Finished
            ? new Dictionary<DeviceState, int> { [DeviceState.Completed] = 22, [DeviceState.CompletedWithFindings] = 2, [DeviceState.Failed] = 1 }
            : new Dictionary<DeviceState, int> { [DeviceState.Planned] = 6, [DeviceState.Pending] = 8, [DeviceState.Active] = 3, [DeviceState.Completed] = 7, [DeviceState.Refused] = 1 },
    };

    /// <summary>The batch of 25 devices in three waves: the first is sent and soaks.</summary>
    public static BatchWaves Waves(DateTimeOffset? soaksUntil) => new()
    {
        Plan = WaveWords.Of(new WavePlan(), 25)!,
        Waves =
        [
            new(1, new Dictionary<DeviceState, int> { [DeviceState.Completed] = 3, [DeviceState.Active] = 1, [DeviceState.Failed] = 1 }),
            new(2, new Dictionary<DeviceState, int> { [DeviceState.Planned] = 10 }),
            new(3, new Dictionary<DeviceState, int> { [DeviceState.Planned] = 10 }),
        ],
        Open = 1,
        OpenedAt = soaksUntil?.AddHours(-2),
        SoaksUntil = soaksUntil,
        WaitsFor = "Wave 1 soaks.",
        Failures = 1,
        Borne = 1,
    };

    /// <summary>A batch of three sites: one waits, one has room, one is sent.</summary>
    public static BatchSites Sites(DateTimeOffset now) => new()
    {
        Words = SiteWords.Of(new SiteCap { Most = 12 })!,
        Sites =
        [
            new("BER", 212, 200, 12, 12) { LetsGoAt = now.AddHours(3) },
            new("HAM", 40, 20, 3, 12) { LetsGoAt = now.AddHours(2) },
            new(SiteWords.Name(new SiteCap { Most = 12 }, SiteKeys.None), 4, 0, 1, 12) { LetsGoAt = now.AddHours(1) },
        ],
    };

    /// <summary>A batch that counts down.</summary>
    public static BatchTiming Timing(DateTimeOffset start) => new()
    {
        Words = TimingWords.Of(new Timing(PlannedStart.Of("Europe/Berlin", LocalClock.Show(Zones.Find("Europe/Berlin")!, start)), null))!,
        Start = TimingWords.Of(PlannedStart.Of("Europe/Berlin", LocalClock.Show(Zones.Find("Europe/Berlin")!, start))!),
        WaitsUntil = start,
        MissedAfter = start.AddHours(1),
    };

    private static EvidenceGrade GradeOf(DeviceState state) => state switch
    {
        DeviceState.Pending or DeviceState.Stalled => EvidenceGrade.Accepted,
        DeviceState.Active => EvidenceGrade.Seen,
        DeviceState.Verifying or DeviceState.CompletedWithFindings => EvidenceGrade.Reported,
        DeviceState.Completed => EvidenceGrade.Proven,
        _ => EvidenceGrade.None,
    };

    private static string? NoteOf(DeviceState state) => state switch
    {
        DeviceState.Refused => "Not sent: owner type \"company\" → \"personal\" since it was confirmed.",
        DeviceState.Failed => "Intune answered 404: the record is gone.",
        DeviceState.Unknown => "The connection broke after the order was sent.",
        DeviceState.CompletedWithFindings => "Primary user left behind, or back again.",
        DeviceState.Stalled => "No check-in within 7 days of the order.",
        DeviceState.AwaitingTenantApproval => "Intune asks a second admin to approve.",
        _ => null,
    };
}
