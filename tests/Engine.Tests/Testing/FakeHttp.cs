using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Graph's wire as a test says it: answers by path and query, 404 for the rest, and a record of every request.</summary>
internal sealed class FakeHttp : IHttpClientFactory
{
    public ConcurrentDictionary<string, Func<(HttpStatusCode Status, string Body)>> Answers { get; } = new();

    public ConcurrentQueue<(string Client, HttpMethod Method, Uri Address, string? Token)> Requests { get; } = new();

    public HttpClient CreateClient(string name) => new(new Wire(this, name));

    private sealed class Wire(FakeHttp http, string name) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            http.Requests.Enqueue((name, request.Method, request.RequestUri!, request.Headers.Authorization?.Parameter));
            var (status, body) = http.Answers.TryGetValue(request.RequestUri!.PathAndQuery, out var answer) ? answer() : (HttpStatusCode.NotFound, "{}");
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
