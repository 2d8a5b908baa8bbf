using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Data;

/// <summary>When a code of Intune's may be used. Pure.</summary>
public class TenantApprovalsTests
{
    private const string Body = "{}";

    [Fact]
    public void WhyNot_TheSameSenderBodyAndACode_IsNull() => Assert.Null(TenantApprovals.WhyNot(Asked(), Batch(), Body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nX-Other: 1")]
    [InlineData("é")]
    public void WhyNot_CodeThatCannotStandInAHeader_IsVoid(string? code)
    {
        var asked = Asked();
        asked.ApprovalCode = code;
        Assert.NotNull(TenantApprovals.WhyNot(asked, Batch(), Body));
    }

    [Fact]
    public void WhyNot_AnythingElseThatIsNotAsItWasAsked_IsVoid()
    {
        Assert.NotNull(TenantApprovals.WhyNot(null, Batch(), Body));
        Assert.NotNull(TenantApprovals.WhyNot(Asked("x.y"), Batch(), Body));
        Assert.NotNull(TenantApprovals.WhyNot(Asked(), Batch(), "{ }"));
        var (noBody, noJustification, tooLong) = (Asked(), Asked(), Asked());
        (noBody.Body, noJustification.Justification, tooLong.ApprovalCode) = (null, null, new string('c', 201));
        Assert.All([noBody, noJustification, tooLong], asked => Assert.NotNull(TenantApprovals.WhyNot(asked, Batch(), Body)));
    }

    private static SendAttempt Asked(string? account = null) => new()
    {
        Id = Guid.CreateVersion7(),
        RequestId = Guid.CreateVersion7(),
        BatchId = Guid.CreateVersion7(),
        Tenant = TestDatabase.Tenant,
        Number = 1,
        AccountId = account ?? People.Operator.AccountId,
        Node = "test",
        FencingToken = 1,
        IntentAt = DateTimeOffset.UnixEpoch,
        ApprovalCode = "code",
        Body = Body,
        Justification = "Leaver",
    };

    private static Batch Batch() => new()
    {
        Id = Guid.CreateVersion7(),
        Tenant = TestDatabase.Tenant,
        Kind = OrderKind.AutopilotReset,
        ReviewId = Guid.CreateVersion7(),
        FrozenHash = "h",
        NextUser = NextUser.Pool,
        Justification = "Leaver",
        ConfirmedAt = DateTimeOffset.UnixEpoch,
        ConfirmedBy = People.Operator.Account(),
        StandsSince = DateTimeOffset.UnixEpoch,
        SendsAs = People.Operator.Account(),
    };
}
