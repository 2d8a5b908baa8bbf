namespace AutopilotReset.Engine.Notifications;

/// <summary>Section <c>Notifications</c>. Hosts must be in <c>Network:OutboundHosts</c>. Without a channel nothing is sent; the browser shows notices all the same.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Address under which people open this console, for links in messages; <c>null</c>: messages have none.</summary>
    public string? ConsoleAddress { get; set; }

    /// <summary>
    /// Whether mail and webhooks may go to loopback, private and link-local addresses. Off by default: a name on the list that suddenly leads inside the network is refused.
    /// A mail server of one's own usually needs it.
    /// </summary>
    public bool AllowPrivateNetwork { get; set; }

    public MailOptions? Mail { get; set; }

    public IReadOnlyList<WebhookOptions> Webhooks { get; set; } = [];
}

/// <summary>Section <c>Notifications:Mail</c>.</summary>
public sealed class MailOptions
{
    public string Host { get; set; } = "";

    /// <summary>1–65535, default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c> (default, required of the server), <c>Tls</c> from the first byte, or <c>None</c>, which is for loopback only.</summary>
    public string Security { get; set; } = nameof(MailSecurity.StartTls);

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "";

    public IReadOnlyList<string> To { get; set; } = [];

    internal MailSecurity? Secured => Enum.TryParse<MailSecurity>(Security, ignoreCase: true, out var security) && Enum.IsDefined(security) ? security : null;
}

internal enum MailSecurity { StartTls, Tls, None }

/// <summary>Section <c>Notifications:Webhooks:N</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>How the channel is called in the pages; unique; default: its kind and place.</summary>
    public string? Name { get; set; }

    /// <summary><c>Teams</c> (a Workflows webhook that takes adaptive cards), <c>Slack</c> (an incoming webhook) or <c>Json</c> (our own shape, signed).</summary>
    public string Kind { get; set; } = "";

    /// <summary>The whole address. Whoever knows it can write to the channel: keep it among the secrets.</summary>
    public string Address { get; set; } = "";

    /// <summary>For <c>Json</c>: the key of the HMAC-SHA256 signature; 32 characters or more.</summary>
    public string? Secret { get; set; }

    internal WebhookKind? Shape => Enum.TryParse<WebhookKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && Kind.Length > 1 ? kind : null;
}

internal enum WebhookKind { Teams, Slack, Json }
