using AutopilotReset.Engine.Network;
using AutopilotReset.Engine.Notifications;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Tests.Notifications;

/// <summary>Every mistake in the section is named by its key.</summary>
public sealed class NotificationOptionsTests
{
    private static readonly (string, string)[] Good =
    [
        ("Network:OutboundHosts:0", "mail.contoso.example"), ("Network:OutboundHosts:1", "hooks.contoso.example"),
        ("Notifications:Mail:Host", "mail.contoso.example"), ("Notifications:Mail:From", "console@contoso.example"), ("Notifications:Mail:To:0", "desk@contoso.example"),
        ("Notifications:Webhooks:0:Kind", "Teams"), ("Notifications:Webhooks:0:Address", "https://hooks.contoso.example/a"),
        ("Notifications:Webhooks:1:Kind", "Json"), ("Notifications:Webhooks:1:Address", "https://hooks.contoso.example/b"), ("Notifications:Webhooks:1:Secret", "0123456789abcdef0123456789abcdef"),
    ];

    [Fact]
    public void Validate_GoodSection_IsFine() => Assert.Empty(Mistakes());

    [Theory]
    [InlineData("Notifications:ConsoleAddress", "reset.contoso.example", "not an address")]
    [InlineData("Notifications:Mail:Host", "mail.fabrikam.example", "not in Network:OutboundHosts")]
    [InlineData("Notifications:Mail:Host", "localhost", "AllowPrivateNetwork")]
    [InlineData("Notifications:Mail:Port", "70000", "1 to 65535")]
    [InlineData("Notifications:Mail:Security", "Ssl", "not one of")]
    [InlineData("Notifications:Mail:Security", "None", "on this machine only")]
    [InlineData("Notifications:Mail:Password", "x", "belong together")]
    [InlineData("Notifications:Mail:From", "console", "not a mail address")]
    [InlineData("Notifications:Mail:To:0", "desk@@", "not a mail address")]
    [InlineData("Notifications:Webhooks:0:Kind", "Discord", "not one of")]
    [InlineData("Notifications:Webhooks:0:Address", "http://hooks.contoso.example/a", "not https")]
    [InlineData("Notifications:Webhooks:0:Address", "https://169.254.169.254/latest", "not in Network:OutboundHosts")]
    [InlineData("Notifications:Webhooks:0:Address", "http://127.0.0.1/x", "AllowPrivateNetwork")]
    [InlineData("Notifications:Webhooks:0:Secret", "0123456789abcdef0123456789abcdef", "only Json is signed")]
    [InlineData("Notifications:Webhooks:1:Secret", "short", "32 characters")]
    [InlineData("Notifications:Webhooks:1:Name", "teams", "name of another channel")]
    public void Validate_OneMistake_IsNamedByItsKey(string key, string value, string words)
    {
        var mistake = Assert.Single(Mistakes((key, value)));
        Assert.StartsWith(key + ": ", mistake, StringComparison.Ordinal);
        Assert.Contains(words, mistake, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] changes)
    {
        var settings = Good.ToDictionary(s => s.Item1, s => (string?)s.Item2);
        foreach (var (key, value) in changes)
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var options = configuration.GetSection(NotificationOptions.Section).Get<NotificationOptions>() ?? new();
        return [.. new NotificationOptionsValidator(new OutboundHosts(configuration)).Validate(null, options).Failures ?? []];
    }
}
