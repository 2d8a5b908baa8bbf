using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>The answer table of design.md, row by row.</summary>
public class AnswersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, Signal.Accepted)]
    [InlineData(204, Signal.Accepted)]
    [InlineData(400, Signal.Rejected)]
    [InlineData(401, Signal.NotAuthorised)]
    [InlineData(404, Signal.Rejected)]
    [InlineData(408, Signal.AnswerLost)]
    [InlineData(409, Signal.AnswerLost)]
    [InlineData(412, Signal.AnswerLost)]
    [InlineData(418, Signal.AnswerLost)]
    [InlineData(429, Signal.RateLimited)]
    [InlineData(500, Signal.AnswerLost)]
    [InlineData(502, Signal.AnswerLost)]
    [InlineData(503, Signal.AnswerLost)]
    [InlineData(504, Signal.AnswerLost)]
    [InlineData(507, Signal.AnswerLost)]
    [InlineData(302, Signal.AnswerLost)]
    public void Read_StatusAlone_IsTheTablesRow(int status, Signal expected) =>
        Assert.Equal(expected, Answers.Read(Of(status, """{"error":{"code":"X","message":"Something"}}"""), Now).Signal);

    [Theory]
    [InlineData("Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementManagedDevices.PrivilegedOperations.All - Operation ID (for customer support): 1", Signal.NotAuthorised)]
    [InlineData("User does not have the required role", Signal.NotAuthorised)]
    [InlineData("The device belongs to somebody else", Signal.Rejected)]
    public void Read_403_PausesForScopeOrRoleAndFailsOtherwise(string message, Signal expected) =>
        Assert.Equal(expected, Answers.Read(Of(403, $$$"""{"error":{"code":"Forbidden","message":"{{{message}}}"}}"""), Now).Signal);

    [Theory]
    [InlineData(400, "The header x-msft-approval-justification is required")]
    [InlineData(403, "ApprovalRequired")]
    [InlineData(409, "An active Approval Request already exists")]
    [InlineData(412, "ApprovalRequired")]
    [InlineData(500, "ApprovalRequired")]
    public void Read_ApprovalText_WinsOverStatus(int status, string message) =>
        Assert.Equal(Signal.ApprovalRequired, Answers.Read(Of(status, $$$"""{"error":{"code":"Forbidden","message":"{{{message}}}"}}"""), Now).Signal);

    [Fact]
    public void Read_ApprovalHeader_CarriesTheCode()
    {
        var answer = Answers.Read(Of(403, "", ("x-msft-approval-code", "abc-123")), Now);

        Assert.Equal((Signal.ApprovalRequired, "abc-123"), (answer.Signal, answer.ApprovalCode));
    }

    [Fact]
    public void Read_ApprovalTextThatNamesTheCode_KeepsItAndDoesNotShowIt()
    {
        const string code = "0190d3b4-0000-7000-8000-000000000001";
        var answer = Answers.Read(Of(412, $$$"""{"error":{"code":"X","message":"{\"Message\":\"ApprovalRequired. Send it again with x-msft-approval-code: {{{code}}} - Operation ID 1\"}"}}"""), Now);

        Assert.Equal((Signal.ApprovalRequired, code), (answer.Signal, answer.ApprovalCode));
        Assert.DoesNotContain(code, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Read_ApprovalHeaderThatCannotBeSentBack_IsNoCode(string code)
    {
        var answer = Answers.Read(Of(403, "", ("x-msft-approval-code", code)), Now);

        Assert.Equal((Signal.ApprovalRequired, null), (answer.Signal, answer.ApprovalCode));
    }

    [Theory]
    [InlineData(204, true, Signal.Accepted)]
    [InlineData(204, false, Signal.ApprovalRequired)]
    [InlineData(403, true, Signal.ApprovalRequired)]
    public void Read_CodeThatComesBack_IsAnOrderOnlyToAPostThatCarriedIt(int status, bool carried, Signal expected) =>
        Assert.Equal(expected, Answers.Read(Of(status, "", ("x-msft-approval-code", "abc-123")), Now, carried).Signal);

    [Theory]
    [InlineData("2.128", 2.128)]
    [InlineData("30", 30)]
    [InlineData("Mon, 23 Nov 2026 10:02:00 GMT", 121)]
    [InlineData("90000", 90_000)]
    [InlineData("nonsense", 60)]
    [InlineData("-5", 60)]
    [InlineData(null, 60)]
    public void Read_429_WaitsAsRetryAfterSays(string? header, double seconds)
    {
        var answer = header is null ? Of(429, "") : Of(429, "", ("Retry-After", header));

        Assert.Equal(Now.AddSeconds(seconds), Answers.Read(answer, Now).NotBefore);
    }

    [Fact]
    public void Read_DailyQuota_WaitsUntilTomorrow()
    {
        var answer = Answers.Read(Of(429, """{"error":{"code":"TooManyRequests","message":"The daily limit of 500 wipes was reached"}}"""), Now);

        Assert.Equal((Signal.RateLimited, new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)), (answer.Signal, answer.NotBefore!.Value));
        Assert.Contains("tomorrow", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "12.5", 12.5)]
    [InlineData(429, null, 60.0)]
    [InlineData(503, "30", 30.0)]
    [InlineData(503, null, null)]
    [InlineData(500, "30", null)]
    public void Read_WhoAsksTheTenantToWait_HoldsIt(int status, string? header, double? seconds)
    {
        var answer = header is null ? Of(status, "") : Of(status, "", ("Retry-After", header));

        Assert.Equal(seconds, Answers.Read(answer, Now).Hold?.TotalSeconds);
    }

    [Theory]
    [InlineData("0.85", 0.85)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public void LimitUsed_IsWhatGraphSays(string? header, double? used)
    {
        var answer = header is null ? Of(204, "") : Of(204, "", ("x-ms-throttle-limit-percentage", header));

        Assert.Equal(used, Answers.LimitUsed(answer.Headers));
    }

    [Fact]
    public void Read_NoAnswer_IsLostUnlessNothingLeft()
    {
        Assert.Equal(Signal.AnswerLost, Answers.Read(new PostAnswer(null, new Dictionary<string, string>(), "", "reset by peer", false), Now).Signal);
        Assert.Equal(Signal.NeverLeft, Answers.Read(new PostAnswer(null, new Dictionary<string, string>(), "", "no route", true), Now).Signal);
    }

    [Fact]
    public void Read_DoublyNestedIntuneError_ShowsTheInnerSentence()
    {
        const string body = """{"error":{"code":"BadRequest","message":"{\"_version\":3,\"Message\":\"{\\\"ErrorCode\\\":\\\"Inner\\\",\\\"Message\\\":\\\"Bad unlock code\\\"}\",\"CustomApiErrorPhrase\":\"\"}"}}""";

        Assert.Equal(("Inner", "Bad unlock code"), GraphErrors.Read(body));
    }

    [Fact]
    public void Read_IntuneSentence_EndsBeforeOperationId() =>
        Assert.Equal("Not allowed", GraphErrors.Read("""{"error":{"code":"Forbidden","message":"Not allowed - Operation ID (for customer support): 0 - Activity ID: 1 - Url: https://fef.example"}}""").Sentence);

    private static PostAnswer Of(int status, string body, params (string Name, string Value)[] headers) =>
        new(status, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), body, null, false);
}
