using System.Net.Sockets;
using AutopilotReset.Engine.Network;
using AutopilotReset.Shared.Audit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AutopilotReset.Engine.Notifications;

/// <summary>E-mail by SMTP. Plain text; what people or devices wrote stands in it as one line each, and MimeKit encodes the headers.</summary>
internal sealed class MailChannel(MailOptions options, bool allowPrivate, ServerTrust trust) : INotificationChannel
{
    public const string ChannelName = "mail";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Name => ChannelName;

    public string Kind => "E-mail";

    public string Target => options.Host;

    public async Task SendAsync(Message message, CancellationToken stop)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        if (trust.Accepts is { } accepts)
            client.ServerCertificateValidationCallback = accepts;
        await using var stream = await ConnectAsync(stop);
        await client.ConnectAsync(stream, options.Host, options.Port, options.Secured switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, stop);
        if (options is { User: { } user, Password: { } password })
            await client.AuthenticateAsync(user, password, stop);
        using var mail = Compose(message);
        await client.SendAsync(mail, stop);
        await client.DisconnectAsync(quit: true, stop);
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken stop)
    {
        var addresses = await PrivateNetworks.ResolveAsync(options.Host, allowPrivate, stop);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(addresses, options.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private MimeMessage Compose(Message message)
    {
        var from = MailboxAddress.Parse(options.From);
        var link = message.Link is null ? "" : $"\r\n\r\n{message.Link}";
        var mail = new MimeMessage
        {
            MessageId = $"{message.Id:N}@{from.Domain}",
            Date = message.At,
            Subject = $"Autopilot Reset: {OneLine.Of(message.Title)}",
            Body = new TextPart("plain") { Text = $"{message.Text}{link}\r\n\r\n{message.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\r\n" },
        };
        mail.From.Add(from);
        mail.To.AddRange(options.To.Select(MailboxAddress.Parse));

        // No answers of absent people, no loops.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
