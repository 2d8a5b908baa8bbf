using System.Net;
using System.Net.Http.Headers;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>One small read of each kind that the console makes, tried now.</summary>
internal sealed class GraphProbes(GraphClients graph, IEntraSession session, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly (string What, string Path, string Permission)[] Reads =
    [
        ("Intune devices", "deviceManagement/managedDevices?$select=id&$top=1", "DeviceManagementManagedDevices.Read.All"),
        ("Entra devices", "devices?$select=id&$top=1", "Device.Read.All"),
        ("Autopilot identities", "deviceManagement/windowsAutopilotDeviceIdentities?$top=1", "DeviceManagementServiceConfig.Read.All"),
        ("Groups", "groups?$select=id&$top=1", "GroupMember.Read.All"),
    ];

    public Task<IReadOnlyList<Capability>> AsAdminAsync(Account account, CancellationToken stop) =>
        TryAllAsync("Graph as you", "delegated", cancel => session.TokenForAdminAsync(account, null, GraphScopes.Read, null, cancel), stop);

    /// <summary>Nothing where reading as the application is not configured (<c>Graph:ApplicationReads</c>).</summary>
    public async Task<IReadOnlyList<Capability>> AsApplicationAsync(CancellationToken stop) =>
        graph.ApplicationReads ? await TryAllAsync("Graph as the application", "application", cancel => session.TokenForApplicationAsync(null, cancel), stop) : [];

    private async Task<IReadOnlyList<Capability>> TryAllAsync(string area, string kind, Func<CancellationToken, Task<string>> token, CancellationToken stop)
    {
        var tried = new List<Capability>();
        foreach (var (what, path, permission) in Reads)
            tried.Add(await TryAsync(area, what, path, $"Grant admin consent for {permission} ({kind}, Microsoft Graph) to this app registration.", token, stop));
        return tried;
    }

    private async Task<Capability> TryAsync(string area, string what, string path, string consent, Func<CancellationToken, Task<string>> token, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            var status = await StatusAsync(path, await token(both.Token), both.Token);
            return status switch
            {
                HttpStatusCode.OK => new(area, what, HealthState.Works, "Read.", null),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(area, what, HealthState.Broken, $"Graph answered {(int)status}.", consent),
                HttpStatusCode.TooManyRequests => new(area, what, HealthState.Degraded, "Graph is throttling this tenant.", "Wait a few minutes."),
                _ => new(area, what, HealthState.Broken, $"Graph answered {(int)status}.", "Look at the service health of Microsoft 365, and try again."),
            };
        }
        catch (SignInNeededException e)
        {
            return new(area, what, HealthState.Broken, e.Message, consent);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is AuthorityUnreachableException or HttpRequestException or OperationCanceledException)
        {
            return new(area, what, HealthState.Unknown, e is OperationCanceledException ? $"No answer within {Patience.TotalSeconds:0} s." : e.Message, $"Check that this machine reaches {graph.Cloud.Graph.Host}.");
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string token, CancellationToken stop)
    {
        using var client = graph.PageClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(graph.V1, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, stop);
        return answer.StatusCode;
    }
}
