using System.Net.Security;
using AutopilotReset.Engine.Network;
using AutopilotReset.Engine.Notifications;
using AutopilotReset.Shared.Console;
using MimeKit;

namespace AutopilotReset.Engine.Tests.Notifications;

/// <summary>Mail through a real server.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private readonly SmtpServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Send_OverStartTls_ArrivesWhole()
    {
        await Channel(TrustsIt).SendAsync(Message("Batch paused", "Ada Lindgren: too many failures — stop."), default);

        var mail = Read(Assert.Single(_server.Mails));
        Assert.Equal("Autopilot Reset: Batch paused", mail.Subject);
        Assert.Equal(["desk@contoso.example", "lead@contoso.example"], mail.To.Mailboxes.Select(m => m.Address));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.StartsWith("Ada Lindgren: too many failures — stop.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://reset.contoso.example/resets/", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CertificateNotTrusted_SendsNothing()
    {
        await Assert.ThrowsAsync<MailKit.Security.SslHandshakeException>(() => Channel(accepts: null).SendAsync(Message("Test", "x"), default));
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Send_ServerWithoutStartTls_SendsNothing()
    {
        await _server.StopAsync();
        await _server.StartAsync(tls: false);

        await Assert.ThrowsAsync<NotSupportedException>(() => Channel(TrustsIt).SendAsync(Message("Test", "x"), default));
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Send_TextWithLineBreaks_MakesNoHeaderOfItsOwn()
    {
        await Channel(TrustsIt).SendAsync(Message("Paused\r\nBcc: everybody@contoso.example", "A\r\n.\r\nRCPT TO:<x@y>"), default);

        var mail = Read(Assert.Single(_server.Mails));
        Assert.Empty(mail.Bcc);
        Assert.Equal(2, mail.To.Count);
        Assert.Contains("RCPT TO:<x@y>", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PrivateAddressNotAllowed_ConnectsNowhere()
    {
        var channel = new MailChannel(Options(), allowPrivate: false, new ServerTrust(TrustsIt));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => channel.SendAsync(Message("Test", "x"), default));
        Assert.Contains("inside the network", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Mails);
    }

    private RemoteCertificateValidationCallback TrustsIt => (_, certificate, _, _) => certificate?.GetCertHashString() == _server.Certificate.GetCertHashString();

    private MailChannel Channel(RemoteCertificateValidationCallback? accepts) => new(Options(), allowPrivate: true, new ServerTrust(accepts));

    private MailOptions Options() => new() { Host = "localhost", Port = _server.Port, From = "console@contoso.example", To = ["desk@contoso.example", "Lead <lead@contoso.example>"] };

    private static Message Message(string title, string text)
    {
        var batch = Guid.Parse("0199aaaa-0000-7000-8000-000000000001");
        return new(Guid.Parse("0199aaaa-0000-7000-8000-000000000002"), NoticeKind.BatchPaused, title, text, batch, 1, DateTimeOffset.UnixEpoch.AddYears(56), new Uri($"https://reset.contoso.example/resets/{batch}"));
    }

    private static MimeMessage Read(string mail) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail)));
}
