using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Tracking.Sweeps;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>What in the list hints at a device's having moved.</summary>
public class MovementTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly ActionResult Pending = new("automaticRedeployment", "pending", Noon, Noon);

    private static readonly Snapshot Before = new()
    {
        TakenAt = Noon,
        ActionResults = [],
        Holders = new([], []),
        LastCheckIn = Noon.AddHours(-1),
        EnrolledAt = Noon.AddYears(-1),
        ManagementState = "managed",
    };

    private static readonly ListedDevice AsBefore = new("d", Noon.AddHours(-1), Noon.AddYears(-1), "managed", "user", []);

    private static readonly Observation Latest = new()
    {
        ReadAt = Noon.AddHours(1),
        RecordExists = true,
        ActionResults = [Pending],
        LastCheckIn = Noon.AddMinutes(10),
        EnrolledAt = Noon.AddYears(-1),
        ManagementState = "managed",
    };

    [Fact]
    public void IsSeen_ListedAsKnown_IsNot()
    {
        Assert.False(Movement.IsSeen(Before, null, AsBefore));
        Assert.False(Movement.IsSeen(Before, Latest, AsBefore with { LastCheckIn = Latest.LastCheckIn, ActionResults = [Pending] }));
    }

    [Fact]
    public void IsSeen_ListLagsBehindOrLeavesOut_IsNot()
    {
        Assert.False(Movement.IsSeen(Before, Latest, AsBefore));
        Assert.False(Movement.IsSeen(Before, Latest, AsBefore with { LastCheckIn = null, EnrolledAt = null, ManagementState = null }));
    }

    public static TheoryData<string, ListedDevice> Changes => new()
    {
        { "check-in", AsBefore with { LastCheckIn = Noon.AddMinutes(11) } },
        { "enrolment", AsBefore with { EnrolledAt = Noon } },
        { "management state", AsBefore with { ManagementState = "wipePending" } },
        { "new action result", AsBefore with { ActionResults = [Pending with { Name = "locateDevice" }] } },
        { "action result in another state", AsBefore with { ActionResults = [Pending with { State = "done", UpdatedAt = Noon.AddMinutes(30) }] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void IsSeen_SomethingNew_Is(string what, ListedDevice listed)
    {
        Assert.True(Movement.IsSeen(Before, Latest, listed), what);
        Assert.True(Movement.IsSeen(Before, null, listed), what);
    }

    [Fact]
    public void Memory_SameAgain_IsNoNewsAndAnotherUserIs()
    {
        var listed = AsBefore with { ManagedDeviceId = "11111111-0000-0000-0000-00000000000d" };
        var memory = new SweepMemory();
        Assert.True(memory.IsNews(listed));
        Assert.False(memory.UserChanged(listed));
        memory.Remember([listed]);

        Assert.False(memory.IsNews(listed with { ActionResults = [] }));
        Assert.True(memory.IsNews(listed with { UserId = "" }));
        Assert.True(memory.UserChanged(listed with { UserId = "" }));
        Assert.True(memory.IsNews(listed with { LastCheckIn = Noon }));
        Assert.False(memory.UserChanged(listed with { LastCheckIn = Noon }));
    }
}
