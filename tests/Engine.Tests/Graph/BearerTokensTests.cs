using System.Net;
using System.Text;
using AutopilotReset.Engine.Graph;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;

namespace AutopilotReset.Engine.Tests.Graph;

/// <summary>The real Graph SDK above a wire: where its requests go, with which token, and whom a token is refused.</summary>
public sealed class BearerTokensTests : HttpMessageHandler
{
    private const string Host = "graph.microsoft.com";
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1"}}}""";

    private readonly List<(string Address, string? Token)> _sent = [];
    private readonly Queue<HttpResponseMessage> _answers = new();

    [Fact]
    public async Task Read_BuilderUsedTwice_AsksTheSameAddressTwice()
    {
        var device = Client().DeviceManagement.ManagedDevices["device/1"];

        for (var i = 0; i < 2; i++)
            await device.GetAsync(r => r.QueryParameters.Select = ["id", "deviceName"], TestContext.Current.CancellationToken);

        // Kiota's own template writes the dollar escaped.
        const string address = "https://graph.microsoft.com/v1.0/deviceManagement/managedDevices/device%2F1?%24select=id,deviceName";
        Assert.Equal([(address, "Bearer token"), (address, "Bearer token")], _sent);
    }

    [Fact]
    public async Task Read_ClaimsChallenge_IsAnsweredOnceAtTheSameAddress()
    {
        _answers.Enqueue(new HttpResponseMessage(HttpStatusCode.Unauthorized)
        {
            Headers = { { "WWW-Authenticate", $"Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims))}\"" } },
        });

        await Client().Devices.GetAsync(r => r.QueryParameters.Filter = "displayName eq 'O''Neill & Söhne'", TestContext.Current.CancellationToken);

        Assert.Equal(["Bearer token", "Bearer token-for-" + Claims.Length], _sent.Select(s => s.Token));
        Assert.Equal("https://graph.microsoft.com/v1.0/devices?%24filter=displayName%20eq%20%27O%27%27Neill%20%26%20S%C3%B6hne%27", Assert.Single(_sent.Select(s => s.Address).Distinct()));
    }

    [Theory]
    [InlineData("https://graph.example.com/v1.0/me")]
    [InlineData("http://graph.microsoft.com/v1.0/me")]
    public async Task Read_AddressThatIsNotGraph_GetsNoToken(string address)
    {
        var request = new RequestInformation { HttpMethod = Method.GET, URI = new Uri(address) };

        await Assert.ThrowsAsync<InvalidOperationException>(() => Client().RequestAdapter.SendNoContentAsync(request, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Empty(_sent);
        Assert.Empty(request.Headers);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _sent.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString()));
        var answer = _answers.TryDequeue(out var next) ? next : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    private GraphServiceClient Client() =>
        new(new HttpClient(this, disposeHandler: false), new BearerTokens((claims, _) => Task.FromResult(claims == Claims ? "token-for-" + claims.Length : "token"), Host), $"https://{Host}/v1.0");
}
