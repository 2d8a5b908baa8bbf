using System.Net;
using System.Text.Json;
using AutopilotReset.Engine.Network;
using AutopilotReset.Engine.Notifications;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Notifications;

/// <summary>What Teams and Slack are sent, and where nothing is sent.</summary>
public sealed class WebhookBodiesTests
{
    private static readonly Message Some = new(
        Guid.Empty, NoticeKind.BatchPaused, "Batch paused", "Ada: <!channel> & *bold* [x](https://evil.example)", null, 1, DateTimeOffset.UnixEpoch, new Uri("https://reset.contoso.example/"));

    [Fact]
    public void Slack_PeoplesWords_AreTextAndNoMention()
    {
        var text = Body(WebhookKind.Slack).GetProperty("text").GetString()!;
        Assert.StartsWith("*Batch paused*\nAda: &lt;!channel&gt; &amp; *bold*", text, StringComparison.Ordinal);
        Assert.EndsWith("<https://reset.contoso.example/|Open the console>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_PeoplesWords_AreTextAndNoLink()
    {
        var attachment = Body(WebhookKind.Teams).GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        var card = attachment.GetProperty("content");
        Assert.Equal("AdaptiveCard", card.GetProperty("type").GetString());
        Assert.Contains(@"\[x\]\(https://evil.example\)", card.GetProperty("body")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("https://reset.contoso.example/", card.GetProperty("actions")[0].GetProperty("url").GetString());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("192.168.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("2603:1030::1", false)]
    public void Inside_Address_IsRecognised(string address, bool inside) => Assert.Equal(inside, PrivateNetworks.Holds(IPAddress.Parse(address)));

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(8, 3_600)]
    [InlineData(60, 3_600)]
    public void Wait_AfterTries_DoublesToAnHour(int tries, double seconds) => Assert.Equal(seconds, Courier.Wait(tries).TotalSeconds);

    private static JsonElement Body(WebhookKind kind) => JsonDocument.Parse(WebhookBodies.Of(kind, Some)).RootElement;
}
