using AutopilotReset.Web.Features.Settings;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Settings;

public sealed class NotificationsCardTests : PageTest
{
    [Fact]
    public void Channels_AreShownWithHowTheyDo()
    {
        var text = Render<NotificationsCard>().Text("#notifications");

        Assert.Contains("mail E-mail to mail.contoso.example What was sent has arrived.", text, StringComparison.Ordinal);
        Assert.Contains("Tries again desk Teams to hooks.contoso.example 2 messages did not arrive yet", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_None_SaysWhereTheyAreConfigured()
    {
        Notifications.Channels = [];

        Assert.Contains("Nobody is told by mail or webhook", Render<NotificationsCard>().Text("#notifications"), StringComparison.Ordinal);
    }

    [Fact]
    public void SendTest_Operator_TestsThatChannelAndSaysSo()
    {
        var card = Render<NotificationsCard>();
        card.FindAll("button").Single(b => b.TextContent.Contains("desk", StringComparison.Ordinal)).Click();

        Assert.Equal(["desk"], Notifications.Tested);
        Assert.Contains("desk took the test.", card.Find("[role=status]").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void SendTest_NotDelivered_ShowsWhy()
    {
        Notifications.TestRefusal = new("not-delivered", "mail: the server did not answer.");
        var card = Render<NotificationsCard>();
        card.FindAll("button")[0].Click();

        Assert.Contains("mail: the server did not answer.", card.Find("[role=alert]").Text(), StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[role=status]"));
    }

    [Fact]
    public void SendTest_Auditor_IsNotOffered()
    {
        SignIn(People.Auditor);

        Assert.Empty(Render<NotificationsCard>().FindAll("button"));
    }
}
