using System.Net;
using System.Text.Json;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tests.Graph;

/// <summary>The real Graph SDK above a wire that answers as told: how many requests reach the wire is what counts.</summary>
public class WipeSenderTests
{
    private readonly Wire _wire = new();
    private string? _withhold;

    [Theory]
    [InlineData(OrderKind.AutopilotReset, true)]
    [InlineData(OrderKind.Wipe, false)]
    public async Task Post_Body_IsExactlyTheTwoFlags(OrderKind kind, bool keepEnrollmentData)
    {
        _wire.Answer = () => new HttpResponseMessage(HttpStatusCode.NoContent);

        var answer = await SendAsync(kind);

        Assert.Equal(204, answer.Status);
        var (address, body) = Assert.Single(_wire.Requests);
        Assert.Equal("https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/device-1/wipe", address);
        var flags = JsonSerializer.Deserialize<Dictionary<string, bool>>(body)!;
        Assert.Equal(new Dictionary<string, bool> { ["keepEnrollmentData"] = keepEnrollmentData, ["keepUserData"] = false }, flags);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task Post_AnswerThatInvitesARetry_IsNotRepeated(HttpStatusCode status)
    {
        _wire.Answer = () => new HttpResponseMessage(status) { Headers = { { "Retry-After", "0" } } };

        var answer = await SendAsync(OrderKind.AutopilotReset);

        Assert.Equal((int)status, answer.Status);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task Post_ClaimsChallenge_IsNotReauthenticatedAndRepeated()
    {
        _wire.Answer = () => new HttpResponseMessage(HttpStatusCode.Unauthorized)
        {
            Headers = { { "WWW-Authenticate", "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"" } },
        };

        var answer = await SendAsync(OrderKind.AutopilotReset);

        Assert.Equal(401, answer.Status);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task Post_ConnectionLostAfterSending_IsAnAnswerLost()
    {
        _wire.Answer = () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended");

        var answer = await SendAsync(OrderKind.AutopilotReset);

        Assert.Null(answer.Status);
        Assert.False(answer.NeverLeft);
        Assert.Single(_wire.Requests);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task Post_ConnectionNotMade_NeverLeft(HttpRequestError error)
    {
        _wire.Answer = () => throw new HttpRequestException(error, "no connection");

        Assert.True((await SendAsync(OrderKind.AutopilotReset)).NeverLeft);
    }

    [Fact]
    public async Task Post_NoToken_ThrowsAndSendsNothing()
    {
        var session = new FakeEntraSession(TimeProvider.System);
        session.Missing[GraphScopes.Send[0]] = new SignInNeededException("expired");

        await Assert.ThrowsAsync<SignInNeededException>(() => SendAsync(OrderKind.AutopilotReset, session));

        Assert.Empty(_wire.Requests);
    }

    [Fact]
    public async Task Post_LastCheckSaysNo_NothingReachesTheWire()
    {
        _withhold = "the lease is gone";

        var answer = await SendAsync(OrderKind.AutopilotReset);

        Assert.Empty(_wire.Requests);
        Assert.Equal((true, "the lease is gone"), (answer.NeverLeft, answer.Failure));
    }

    private Task<PostAnswer> SendAsync(OrderKind kind, FakeEntraSession? session = null)
    {
        var clients = new GraphClients(_wire, session ?? new FakeEntraSession(TimeProvider.System), Options.Create(new GraphOptions()));
        return new WipeSender(clients).PostAsync(new WipeOrder(Guid.Empty, "device-1", kind, People.Operator.Account(), Guid.Empty, "Leaver"), () => _withhold, TestContext.Current.CancellationToken);
    }

    private sealed class Wire : HttpMessageHandler, IHttpClientFactory
    {
        public List<(string Address, string Body)> Requests { get; } = [];

        public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.NoContent);

        public HttpClient CreateClient(string name) => new(new SingleShotHandler { InnerHandler = this }, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.RequestUri!.ToString(), request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            var answer = Answer();
            answer.RequestMessage = request;
            return answer;
        }
    }
}
