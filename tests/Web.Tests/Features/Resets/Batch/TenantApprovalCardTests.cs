using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

/// <summary>What a batch's page says of Intune's own second admin.</summary>
public sealed class TenantApprovalCardTests : PageTest
{
    private const string Scope = "DeviceManagementConfiguration.Read.All";

    private BatchTenantApprovals Waiting => new()
    {
        Asked = 20,
        Granted = 1,
        WantsPerson = 3,
        FirstExpiry = Time.GetUtcNow().AddHours(60),
        Justification = "Classroom 12, end of term. Autopilot Reset console, batch 7.",
    };

    [Fact]
    public void NothingWaits_IsNotThere() => Assert.Empty(Open(null).FindAll("section[aria-labelledby=tenant-approval]"));

    [Fact]
    public void Waiting_SaysHowManyWhatToDoThereAndWhenItExpires()
    {
        var card = Open(Waiting).Find("section[aria-labelledby=tenant-approval]").TextContent;

        Assert.Contains("20 devices wait for an approval in Intune.", card, StringComparison.Ordinal);
        Assert.Contains("1 device approved there", card, StringComparison.Ordinal);
        Assert.Contains("3 devices with no approval that can be used", card, StringComparison.Ordinal);
        Assert.Contains($"Another admin than {People.Operator.Name} opens the Intune admin centre", card, StringComparison.Ordinal);
        Assert.Contains("“Classroom 12, end of term. Autopilot Reset console, batch 7.”", card, StringComparison.Ordinal);
        Assert.Contains("in 2 d", card, StringComparison.Ordinal);
        Assert.Contains("stays open in Intune until it expires or is cancelled there", card, StringComparison.Ordinal);
        Assert.DoesNotContain("missing", card, StringComparison.Ordinal);
    }

    [Fact]
    public void ExpiryNotTold_IsSaidSo() =>
        Assert.Contains("at a time that Intune has not told yet", Open(Waiting with { FirstExpiry = null }).Markup, StringComparison.Ordinal);

    [Fact]
    public void NothingOpenThereThatCouldBeUsed_SaysNothingOfAnExpiry() =>
        Assert.DoesNotContain("The first of them expires", Open(Waiting with { Asked = 0, Granted = 0 }).Markup, StringComparison.Ordinal);

    [Fact]
    public void PermissionMissing_NamesItAndLeadsToTheSignInThatAllowsIt()
    {
        var page = Open(Waiting with { Problem = "Not read.", MissingPermission = Scope });

        var notice = page.Find("section[aria-labelledby=tenant-approval] .notice-warn");
        Assert.Contains($"{Scope} is missing, so nothing that is approved there goes out", notice.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/authentication/login?scope={Scope}&returnUrl=%2Fresets%2F{FakeOrders.BatchId(1)}", notice.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void NotReadForOnce_IsSaidWithoutAskingForAnything()
    {
        var page = Open(Waiting with { Problem = "Graph answered 503." });

        Assert.Contains("Graph answered 503. It is tried again.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("section[aria-labelledby=tenant-approval] a"));
    }

    private IRenderedComponent<ResetPage> Open(BatchTenantApprovals? approvals)
    {
        Desk.Adjust = detail => detail with { TenantApprovals = approvals };
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1)));
    }
}
