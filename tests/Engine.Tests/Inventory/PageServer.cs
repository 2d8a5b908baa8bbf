using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>Graph's three lists as a message handler: pages of a given size by opaque links, and faults put in by the test.</summary>
internal sealed class PageServer : HttpMessageHandler, IHttpClientFactory
{
    public List<JsonObject> Intune { get; } = [];
    public List<JsonObject> Entra { get; } = [];
    public List<JsonObject> Autopilot { get; } = [];

    public int PageSize { get; set; } = 2;

    /// <summary>Addresses asked for, in order.</summary>
    public List<Uri> Asked { get; } = [];

    /// <summary>Answers instead of the lists; <c>null</c> lets the lists answer.</summary>
    public Func<Uri, HttpResponseMessage?>? Instead { get; set; }

    /// <summary>Changes a page before it is sent.</summary>
    public Action<Uri, JsonObject>? Spoil { get; set; }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        lock (Asked)
            Asked.Add(address);
        var answer = Instead?.Invoke(address) ?? Page(address);
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    private HttpResponseMessage Page(Uri address)
    {
        var list = address.AbsolutePath switch
        {
            "/beta/deviceManagement/managedDevices" => Intune,
            "/v1.0/devices" => Entra,
            "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities" => Autopilot,
            _ => throw new InvalidOperationException($"Nobody asks for {address}."),
        };
        var skip = Skip(address);
        var page = new JsonObject { ["@odata.context"] = "https://graph.microsoft.com/$metadata" };
        if (skip + PageSize < list.Count)
            page["@odata.nextLink"] = $"https://graph.microsoft.com{address.AbsolutePath}?$skiptoken=s{skip + PageSize}";
        page["value"] = new JsonArray([.. list.Skip(skip).Take(PageSize).Select(d => d.DeepClone())]);
        Spoil?.Invoke(address, page);
        return Answer(HttpStatusCode.OK, page.ToJsonString());
    }

    public static int Skip(Uri address)
    {
        var at = address.Query.IndexOf("skiptoken=s", StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(address.Query[(at + 11)..]);
    }
}
