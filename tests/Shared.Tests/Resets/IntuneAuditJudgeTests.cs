using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Resets;

public class IntuneAuditJudgeTests
{
    private const string Device = "d0000000-0000-0000-0000-000000000001";
    private const string Admin = "a0000000-0000-0000-0000-000000000001";
    private const string App = "c0000000-0000-0000-0000-000000000001";

    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly SentOrder Order = new(Device, Admin, App, At, At.AddMinutes(1));
    private static readonly IntuneAuditEntry Entry = new("1", At.AddSeconds(5), "wipe ManagedDevice", "Success", Admin, "ada@example.test", App, Device);

    [Fact]
    public void Taken_OurEntry_Is() => Assert.Equal(Entry, IntuneAuditJudge.Taken([Entry], Order));

    [Fact]
    public void Taken_ByThisConsoleAsSomebodyElse_Is() => Assert.NotNull(IntuneAuditJudge.Taken([Entry with { ActorId = null }], Order));

    [Fact]
    public void Taken_ByTheAdminElsewhere_Is() => Assert.NotNull(IntuneAuditJudge.Taken([Entry with { ApplicationId = "portal" }], Order));

    [Fact]
    public void Taken_BySomebodyElseElsewhere_IsNot() => Assert.Null(IntuneAuditJudge.Taken([Entry with { ActorId = "other", ApplicationId = "portal" }], Order));

    [Fact]
    public void Taken_ApplicationNotKnown_NeverMatchesAnEmptyOne() =>
        Assert.Null(IntuneAuditJudge.Taken([Entry with { ActorId = "other", ApplicationId = "" }], Order with { ApplicationId = "" }));

    [Fact]
    public void Taken_AnotherDevice_IsNot() => Assert.Null(IntuneAuditJudge.Taken([Entry with { ManagedDeviceId = "another" }], Order));

    [Theory]
    [InlineData("Failure", false)]
    [InlineData("success", true)]
    [InlineData(null, true)]
    public void Taken_ByResult(string? result, bool taken) => Assert.Equal(taken, IntuneAuditJudge.Taken([Entry with { Result = result }], Order) is not null);

    [Theory]
    [InlineData(-121, false)]
    [InlineData(-120, true)]
    [InlineData(60 + 900, true)]
    [InlineData(60 + 901, false)]
    public void Taken_ByTime(int seconds, bool taken) => Assert.Equal(taken, IntuneAuditJudge.Taken([Entry with { At = At.AddSeconds(seconds) }], Order) is not null);
}
