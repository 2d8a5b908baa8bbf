namespace AutopilotReset.Engine.Graph;

/// <summary>
/// Lets exactly one request through per <see cref="Shot"/>, and hands the bare answer to it. Kiota repeats a POST after a 401 with a claims challenge,
/// so that header is kept from it (design.md, Sending: no automatic re-authentication).
/// </summary>
internal sealed class SingleShotHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var shot = Shot.Current ?? throw new InvalidOperationException("The sending client was used outside a shot.");
        if (Interlocked.Exchange(ref shot.Used, 1) != 0)
            throw new InvalidOperationException("A second request in one shot was refused.");
        if (request.Method != HttpMethod.Post || request.Content is null)
            throw new InvalidOperationException("The sending client sends one POST with a body.");

        // As late as it can be asked: what follows connects, if it has to, and writes.
        if (shot.LastCheck() is { } withheld)
        {
            shot.NeverLeft = withheld;
            throw new WithheldException(withheld);
        }

#if FAILPOINTS
        request.Content = new Failpoint.WatchedContent(request.Content);
#endif
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            // These four are raised while connecting: no byte of the request has been written.
            shot.NeverLeft = failure.Message;
            throw;
        }
        catch (OperationCanceledException slow) when (slow.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // SocketsHttpHandler's ConnectTimeout, the only one of its own: no connection, so nothing was written. The client's timeout cancels the token.
            shot.NeverLeft = slow.InnerException.Message;
            throw;
        }

        await response.Content.LoadIntoBufferAsync(cancellationToken);
#if FAILPOINTS
        Failpoint.Hit("after-response-read");
#endif
        shot.Status = (int)response.StatusCode;
        shot.Body = await response.Content.ReadAsStringAsync(cancellationToken);
        shot.Headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        response.Headers.WwwAuthenticate.Clear();
        return response;
    }

    internal sealed class Shot : IDisposable
    {
        private static readonly AsyncLocal<Shot?> Ambient = new();

        public int Used;

        /// <param name="lastCheck">Asked just before the request goes to the socket: why it must not, or <c>null</c>.</param>
        public Shot(Func<string?> lastCheck) => (LastCheck, Ambient.Value) = (lastCheck, this);

        public static Shot? Current => Ambient.Value;
        public Func<string?> LastCheck { get; }
        public int? Status { get; set; }
        public string? Body { get; set; }
        public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();
        public string? NeverLeft { get; set; }

        public void Dispose() => Ambient.Value = null;
    }

    private sealed class WithheldException(string why) : Exception(why);
}
