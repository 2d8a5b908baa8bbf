using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AutopilotReset.Tests.Simulator.Graph;

/// <summary>Intune's Multi Admin Approval as graph.md §10 has it.</summary>
public class TenantApprovalTests
{
    private const string Code = "x-msft-approval-code";
    private const string Requests = "/beta/deviceManagement/operationApprovalRequests";

    private static readonly (string, string) Justified = ("x-msft-approval-justification", Convert.ToBase64String(Encoding.UTF8.GetBytes("Leaver, für morgen")));

    [Fact]
    public async Task Wipe_NoPolicy_IgnoresTheHeaders()
    {
        await using var tenant = await Tenant.StartAsync();
        Assert.Equal(204, (await WipeAsync(tenant, Justified, (Code, "whatever"))).Status);
        Assert.Empty(tenant.Practice.Approvals.All);
    }

    [Theory]
    [InlineData(false, 403, 403, 403)]
    [InlineData(true, 400, 412, 409)]
    public async Task Wipe_WithThePolicy_AsksOnceAndIsCarriedOutAfterTheApproval(bool observed, int without, int asked, int open)
    {
        await using var tenant = await StartAsync();
        tenant.Practice.Settings.ApprovalStatusesAsObserved = observed;

        var (status, body, response) = await WipeAsync(tenant);
        Assert.Equal((without, false), (status, response.Headers.Contains(Code)));
        Assert.Contains("justification header is required", Message(body), StringComparison.Ordinal);

        (status, body, response) = await WipeAsync(tenant, Justified);
        var code = Assert.Single(response.Headers.GetValues(Code));
        Assert.Equal(asked, status);
        Assert.Contains($"ApprovalRequired", Message(body), StringComparison.Ordinal);
        Assert.Contains(code, Message(body), StringComparison.Ordinal);

        (status, body, response) = await WipeAsync(tenant, Justified);
        Assert.Equal((open, false), (status, response.Headers.Contains(Code)));
        Assert.Contains("An active Approval Request already exists", Message(body), StringComparison.Ordinal);
        Assert.NotEqual(204, (await WipeAsync(tenant, Justified, (Code, code))).Status);

        await DecideAsync(tenant, code, "approve");
        Assert.Equal(204, (await WipeAsync(tenant, Justified, (Code, code))).Status);
        Assert.Equal("completed", tenant.Practice.Approvals.All.Single().Status);
        Assert.NotEqual(204, (await WipeAsync(tenant, Justified, (Code, code))).Status);
        Assert.Equal(1, tenant.Practice.Orders.CountFor("NB-CLEAN-01"));
    }

    [Fact]
    public async Task Code_AnotherCallerBodyOrDevice_IsRefused()
    {
        await using var tenant = await StartAsync();
        var code = await AskAsync(tenant);
        await DecideAsync(tenant, code, "approve");

        Assert.Equal(403, (await tenant.SendAsync(HttpMethod.Post, Path(tenant, "NB-CLEAN-01"), Tenant.Wipe, tenant.Practice.AccessTokenFor("bo"), Justified, (Code, code))).Status);
        Assert.Equal(403, (await tenant.SendAsync(HttpMethod.Post, Path(tenant, "NB-CLEAN-01"), Tenant.FullWipe, null, Justified, (Code, code))).Status);
        Assert.Equal(403, (await tenant.SendAsync(HttpMethod.Post, Path(tenant, "NB-CLEAN-02"), Tenant.Wipe, null, Justified, (Code, code))).Status);
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Theory]
    [InlineData("reject", "rejected")]
    [InlineData("cancel", "cancelled")]
    [InlineData("expire", "expired")]
    public async Task Code_NotApproved_IsRefusedAndTheNextRequestIsANewOne(string decision, string status)
    {
        await using var tenant = await StartAsync();
        var code = await AskAsync(tenant);
        await DecideAsync(tenant, code, decision);

        Assert.Equal(403, (await WipeAsync(tenant, Justified, (Code, code))).Status);
        Assert.NotEqual(code, await AskAsync(tenant));
        Assert.Equal([status, "needsApproval"], tenant.Practice.Approvals.All.Select(r => r.Status));
        Assert.Empty(tenant.Practice.Orders.All);
    }

    [Fact]
    public async Task Request_WhenItsTimeIsOver_IsExpiredApprovedOrNot()
    {
        await using var tenant = await StartAsync();
        tenant.Practice.Settings.ApprovalValidHours = 0.5;
        var code = await AskAsync(tenant);
        await DecideAsync(tenant, code, "approve");
        tenant.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(403, (await WipeAsync(tenant, Justified, (Code, code))).Status);
        Assert.Equal("expired", (string?)(await tenant.GetAsync($"{Requests}/{code}"))["status"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_ShowsWhoAskedWhoDecidedAndUntilWhen(bool codeIsRequestId)
    {
        await using var tenant = await StartAsync();
        tenant.Practice.Settings.ApprovalCodeIsRequestId = codeIsRequestId;
        var code = await AskAsync(tenant);
        await DecideAsync(tenant, code, "approve");

        var entry = (await tenant.GetAsync(Requests))["value"]!.AsArray().Single()!;

        Assert.Equal(code, (string?)entry[codeIsRequestId ? "requestId" : "id"]);
        Assert.Equal(("approved", "Leaver, für morgen", "Seen"), ((string?)entry["status"], (string?)entry["requestJustification"], (string?)entry["approvalJustification"]));
        Assert.Equal((tenant.Practice.Personas["ada"].ObjectId, tenant.Practice.Personas["bo"].ObjectId), ((string?)entry["requestor"]!["user"]!["id"], (string?)entry["approver"]!["user"]!["id"]));
        Assert.Equal(tenant.Time.GetUtcNow().AddHours(72), (DateTimeOffset)entry["expirationDateTime"]!);
    }

    [Fact]
    public async Task Approve_OnesOwn_IsRefused()
    {
        await using var tenant = await StartAsync();
        var code = await AskAsync(tenant);
        Assert.Equal(400, await TryDecideAsync(tenant, code, "approve", "ada"));
        Assert.Equal(404, await TryDecideAsync(tenant, "none", "approve", "bo"));
        Assert.Equal("needsApproval", tenant.Practice.Approvals.All.Single().Status);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("")]
    public async Task Justification_ThatIsNone_IsRefused(string header)
    {
        await using var tenant = await StartAsync();
        Assert.Equal(400, (await WipeAsync(tenant, ("x-msft-approval-justification", header))).Status);
        Assert.Equal(400, (await WipeAsync(tenant, ("x-msft-approval-justification", Convert.ToBase64String(new byte[1100])))).Status);
        Assert.Empty(tenant.Practice.Approvals.All);
    }

    private static async Task<Tenant> StartAsync()
    {
        var tenant = await Tenant.StartAsync();
        tenant.Practice.Settings.WipeNeedsApproval = true;
        return tenant;
    }

    private static string Path(Tenant tenant, string key) => $"/v1.0/deviceManagement/managedDevices/{tenant.IdOf(key)}/wipe";

    private static Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> WipeAsync(Tenant tenant, params (string, string)[] headers) =>
        tenant.SendAsync(HttpMethod.Post, Path(tenant, "NB-CLEAN-01"), Tenant.Wipe, null, headers);

    private static async Task<string> AskAsync(Tenant tenant) => (await WipeAsync(tenant, Justified)).Response.Headers.GetValues(Code).Single();

    private static async Task DecideAsync(Tenant tenant, string code, string decision) => Assert.Equal(200, await TryDecideAsync(tenant, code, decision, "bo"));

    private static async Task<int> TryDecideAsync(Tenant tenant, string code, string decision, string by)
    {
        using var control = new HttpClient { BaseAddress = tenant.Practice.ControlAddress };
        var answer = await control.PostAsJsonAsync(new Uri($"/approvals/{code}/{decision}", UriKind.Relative), new { by, note = "Seen" }, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    private static string Message(JsonNode? body) => (string)body!["error"]!["message"]!;
}
