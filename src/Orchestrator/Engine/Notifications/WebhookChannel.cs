using System.Globalization;
using System.Net.Http.Headers;
using AutopilotReset.Engine.Network;

namespace AutopilotReset.Engine.Notifications;

/// <summary>A POST to an address of the configuration. Nothing is followed: a redirect could lead anywhere.</summary>
internal sealed class WebhookChannel(WebhookOptions options, IHttpClientFactory http, TimeProvider time) : INotificationChannel
{
    /// <summary>Client for hosts outside; it refuses to connect inside.</summary>
    public const string Client = "notifications";

    /// <summary>Client for this machine itself, past any proxy.</summary>
    public const string LoopbackClient = "notifications-loopback";

    /// <summary><c>t=UNIX SECONDS,v1=HMAC-SHA256 in hexadecimal</c> over the seconds, a dot and the body.</summary>
    public const string SignatureHeader = "X-AutopilotReset-Signature";

    private readonly Uri _address = new(options.Address);

    public string Name => NotificationChannels.NameOf(options);

    public string Kind => options.Shape == WebhookKind.Json ? "JSON" : options.Shape.ToString()!;

    public string Target => _address.Host;

    public async Task SendAsync(Message message, CancellationToken stop)
    {
        using var client = http.CreateClient(OutboundHosts.IsLoopback(_address.Host) ? LoopbackClient : Client);
        var body = WebhookBodies.Of(options.Shape!.Value, message);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        if (options.Shape == WebhookKind.Json)
            request.Headers.Add(SignatureHeader, WebhookSignature.Of(options.Secret!, time.GetUtcNow().ToUnixTimeSeconds(), body));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if ((int)answer.StatusCode is >= 300 and < 400)
            throw new HttpRequestException($"{_address.Host} answered {(int)answer.StatusCode} and wants to lead elsewhere; that is not followed.");
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"{_address.Host} answered {(int)answer.StatusCode}."));
    }
}
