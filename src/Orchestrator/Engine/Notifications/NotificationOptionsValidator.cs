using AutopilotReset.Engine.Network;
using Microsoft.Extensions.Options;
using MimeKit;

namespace AutopilotReset.Engine.Notifications;

/// <summary>Names every mistake in section <c>Notifications</c> with its key, all at once.</summary>
internal sealed class NotificationOptionsValidator(OutboundHosts hosts) : IValidateOptions<NotificationOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(NotificationOptions options)
    {
        if (options.ConsoleAddress is { } address && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
            yield return $"Notifications:ConsoleAddress: \"{address}\" is not an address that begins with https://.";
        foreach (var mistake in options.Mail is { } mail ? MailMistakes(mail, options) : [])
            yield return $"Notifications:Mail:{mistake}";
        for (var i = 0; i < options.Webhooks.Count; i++)
        {
            foreach (var mistake in WebhookMistakes(options.Webhooks[i], options))
                yield return $"Notifications:Webhooks:{i}:{mistake}";
        }

        var names = options.Webhooks.Select(NotificationChannels.NameOf).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (names.IndexOf(names[i]) < i || names[i] == MailChannel.ChannelName)
                yield return $"Notifications:Webhooks:{i}:Name: \"{names[i]}\" is the name of another channel.";
        }
    }

    private IEnumerable<string> MailMistakes(MailOptions mail, NotificationOptions options)
    {
        if (Uri.CheckHostName(mail.Host) == UriHostNameType.Unknown)
            yield return $"Host: \"{mail.Host}\" is not a host name.";
        else if (HostProblem(mail.Host, options) is { } problem)
            yield return $"Host: {problem}";
        if (mail.Port is < 1 or > 65535)
            yield return $"Port: {mail.Port} is not a port from 1 to 65535.";
        if (mail.Secured is not { } secured)
            yield return $"Security: \"{mail.Security}\" is not one of StartTls, Tls, None.";
        else if (secured == MailSecurity.None && !OutboundHosts.IsLoopback(mail.Host))
            yield return "Security: None is for a mail server on this machine only.";
        if (mail.User is null != mail.Password is null)
            yield return "Password: Notifications:Mail:User and Password belong together.";
        if (!IsMailAddress(mail.From))
            yield return $"From: \"{mail.From}\" is not a mail address.";
        if (mail.To.Count == 0)
            yield return "To: missing; write Notifications:Mail:To:0 and so on.";
        for (var i = 0; i < mail.To.Count; i++)
        {
            if (!IsMailAddress(mail.To[i]))
                yield return $"To:{i}: \"{mail.To[i]}\" is not a mail address.";
        }
    }

    private static bool IsMailAddress(string text) => MailboxAddress.TryParse(text, out var mailbox) && !string.IsNullOrEmpty(mailbox.Domain);

    private IEnumerable<string> WebhookMistakes(WebhookOptions webhook, NotificationOptions options)
    {
        if (webhook.Shape is not { } shape)
            yield return $"Kind: \"{webhook.Kind}\" is not one of Teams, Slack, Json.";
        else if (shape == WebhookKind.Json && (webhook.Secret?.Length ?? 0) < ShortestSecret)
            yield return $"Secret: must have {ShortestSecret} characters or more; it signs what is sent.";
        else if (shape != WebhookKind.Json && webhook.Secret is not null)
            yield return "Secret: only Json is signed; leave it out.";
        if (hosts.Problem(webhook.Address) is { } problem)
            yield return $"Address: {problem}";
        else if (OutboundHosts.IsLoopback(new Uri(webhook.Address).Host) && !options.AllowPrivateNetwork)
            yield return "Address: is this machine itself, which needs Notifications:AllowPrivateNetwork.";
    }

    private string? HostProblem(string host, NotificationOptions options) =>
        OutboundHosts.IsLoopback(host)
            ? options.AllowPrivateNetwork ? null : $"{host} is this machine itself, which needs Notifications:AllowPrivateNetwork."
            : hosts.Has(host) ? null : $"{host} is not in {OutboundHosts.Key}.";
}
