using System.Text;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Testing.Sending;

namespace AutopilotReset.Faults.Tests;

/// <summary>The oracle itself: each promise that is broken is found. Everything else here rests on it.</summary>
public class SendOracleTests
{
    private const string Device = "aaaaaaaa-0000-0000-0000-000000000001";
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Request = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Intent = Guid.Parse("00000000-0000-7000-8000-000000000002");

    private readonly List<LoggedRequest> _posts = [Post(Intent.ToString(), 1)];
    private readonly List<AcceptedOrder> _orders = [Order(Intent.ToString())];
    private readonly List<Violation> _throttled = [];
    private readonly List<string> _alarms = [];
    private readonly List<SendAttempt> _attempts = [Attempt(0)];
    private readonly List<AuditEntry> _entries = [Entry(0)];
    private readonly HashSet<string> _frozen = [Device];
    private DeviceState _state = DeviceState.Pending;
    private DateTimeOffset? _acceptedAt = Start;
    private string? _chainProblem;
    private int _limit = 190;

    [Fact]
    public void Judge_SentOnceAndAccepted_Holds() => Assert.Empty(Judge().Broken);

    [Fact]
    public void Judge_TwoPostsOfOneIntent_IsI1() => Broken("I1: 2 POSTs", () => _posts.Add(Post(Intent.ToString(), 2)));

    [Fact]
    public void Judge_TwoOrdersOfOneRequest_IsI1() => Broken("I1: 2 orders", () => _orders.Add(Order(Intent.ToString())));

    [Theory]
    [InlineData(null)]
    [InlineData("not an id")]
    [InlineData("00000000-0000-7000-8000-00000000ffff")]
    public void Judge_PostThatNamesNoIntent_IsI4(string? named) => Broken("without a committed intent", () => _posts.Add(Post(named, 2)));

    [Fact]
    public void Judge_PostForAnotherDeviceThanTheIntents_IsI4()
    {
        _frozen.Add("bbbbbbbb-0000-0000-0000-000000000002");
        Broken("without a committed intent", () => _posts[0] = Post(Intent.ToString(), 1, "bbbbbbbb-0000-0000-0000-000000000002"));
    }

    [Fact]
    public void Judge_IntentAfterItsPost_IsI4() => Broken("before its intent", () => _attempts[0] = Attempt(5));

    [Fact]
    public void Judge_AuditAfterThePost_IsI4() => Broken("no audit entry said so before", () => _entries[0] = Entry(5));

    [Fact]
    public void Judge_ChainBroken_IsI4() => Broken("the audit does not verify", () => _chainProblem = "Entry 3");

    [Theory]
    [InlineData(DeviceState.Planned)]
    [InlineData(DeviceState.Refused)]
    [InlineData(DeviceState.Cancelled)]
    public void Judge_AcceptedAndForgotten_IsI2(DeviceState state) => Broken("I2", () => _state = state);

    [Fact]
    public void Judge_BelievedAcceptedAndWasNot_IsI2() => Broken("Intune has no order", _orders.Clear);

    [Fact]
    public void Judge_LeftSending_IsI2() => Broken("but Sending", () => (_state, _acceptedAt) = (DeviceState.Sending, null));

    [Fact]
    public void Judge_MoreThanConfiguredInAWindow_IsI5() => Broken("I5: 1 POSTs", () => _limit = 0);

    [Fact]
    public void Judge_SendThatTheTenantThrottled_IsI5() => Broken("I5: the tenant counted", () => _throttled.Add(new Violation(Start, "intuneWrites", "POST", $"/v1.0/deviceManagement/managedDevices/{Device}/wipe", 1)));

    [Fact]
    public void Judge_DeviceNobodyConfirmed_IsI6() => Broken("I6", _frozen.Clear);

    [Fact]
    public void Judge_InsideABatch_IsFound() => Broken("$batch", () => _posts[0] = _posts[0] with { InBatch = true });

    [Fact]
    public void Judge_AlarmAtTheTenant_IsFound() => Broken("Alarm", () => _alarms.Add("A hybrid device was reset."));

    private void Broken(string words, Action breaks)
    {
        breaks();
        Assert.Contains(Judge().Broken, b => b.Contains(words, StringComparison.Ordinal));
    }

    private SendVerdict Judge() => SendOracle.Judge(
        new SendLog(_posts, _orders, _throttled, _alarms),
        new SendRecord([], [Row()], _attempts, _entries.ToLookup(_ => Intent), _chainProblem),
        new SendTerms(_frozen, _limit, TimeSpan.FromSeconds(20)));

    private DeviceRequest Row() => new()
    {
        Id = Request,
        BatchId = Guid.Empty,
        Tenant = "t",
        Kind = OrderKind.AutopilotReset,
        Position = 0,
        DeviceKey = "i-" + Device,
        ManagedDeviceId = Device,
        EntraDeviceId = "e",
        OpenManagedDeviceId = _state.IsTerminal() ? null : Device,
        Name = "LT-1",
        Confirmed = new ConfirmedIdentity { ManagedDeviceId = Device, EntraDeviceId = "e", Name = "LT-1" },
        State = _state,
        AcceptedAt = _acceptedAt,
        CreatedAt = Start,
    };

    private static SendAttempt Attempt(int second) => new()
    {
        Id = Intent,
        RequestId = Request,
        BatchId = Guid.Empty,
        Tenant = "t",
        Number = 1,
        LiveRequestId = Request,
        AccountId = "a",
        Node = "n",
        FencingToken = 1,
        IntentAt = Start.AddSeconds(second),
    };

    private static AuditEntry Entry(int second) => new()
    {
        Tenant = "t",
        Seq = 1,
        At = Start.AddSeconds(second),
        Type = "request.sending",
        ActorId = "a",
        ActorName = "Ada",
        Text = "Sending",
        Bytes = Encoding.UTF8.GetBytes("{}"),
        Hash = [],
    };

    private static LoggedRequest Post(string? intent, int second, string device = Device) => new()
    {
        Time = Start.AddSeconds(second),
        Method = "POST",
        Host = "graph.microsoft.com",
        Path = $"/v1.0/deviceManagement/managedDevices/{device}/wipe",
        Headers = intent is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["client-request-id"] = intent },
    };

    private static AcceptedOrder Order(string intent) => new()
    {
        Order = 1,
        Time = Start.AddSeconds(1),
        Device = "LT-1",
        ManagedDeviceId = Device,
        DeviceName = "LT-1",
        Kind = "autopilotReset",
        ClientRequestId = intent,
    };
}
