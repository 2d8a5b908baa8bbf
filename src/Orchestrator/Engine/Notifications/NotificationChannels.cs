using AutopilotReset.Engine.Network;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Notifications;

/// <summary>The configured ways to people, by name.</summary>
internal sealed class NotificationChannels(IOptions<NotificationOptions> options, ServerTrust trust, IHttpClientFactory http, TimeProvider time)
{
    public IReadOnlyList<INotificationChannel> All { get; } = [.. Of(options.Value, trust, http, time)];

    public INotificationChannel? Find(string name) => All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    public static string NameOf(WebhookOptions webhook) => string.IsNullOrWhiteSpace(webhook.Name) ? webhook.Kind.ToLowerInvariant() : webhook.Name.Trim();

    private static IEnumerable<INotificationChannel> Of(NotificationOptions options, ServerTrust trust, IHttpClientFactory http, TimeProvider time)
    {
        if (options.Mail is { } mail)
            yield return new MailChannel(mail, options.AllowPrivateNetwork, trust);
        foreach (var webhook in options.Webhooks)
            yield return new WebhookChannel(webhook, http, time);
    }
}
