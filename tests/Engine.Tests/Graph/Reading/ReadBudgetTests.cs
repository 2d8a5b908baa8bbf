using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Simulator.Control;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Graph.Reading;

/// <summary>What Graph receives from the product's own clients.</summary>
public class ReadBudgetTests
{
    [Fact]
    public async Task Read_ThreeTimesTheBudgetAtOnce_ReachesGraphWithinSixtyPercentOfItsLimit()
    {
        await using var rig = await PracticeRig.StartAsync();
        using var client = rig.Node.GetRequiredService<GraphClients>().PageClient();
        var id = rig.Tenant.Fleet.Find("NB-CLEAN-01")!.Intune!.Id;
        using var purpose = ReadPurpose.Is(ReadPriority.Send);

        // A fortieth of the documented limit, so that the test need not make thousands of requests.
        rig.Node.GetRequiredService<ReadBudget>().ShareAmong(40);
        var reads = Enumerable.Range(0, 90).Select(_ => ReadAsync(rig, client, $"v1.0/deviceManagement/managedDevices/{id}?$select=id")).ToList();

        for (var round = 1; round <= 3; round++)
        {
            var expected = round * 30;
            await PracticeRig.UntilAsync(() => reads.Count(r => r.IsCompleted) == expected);
            Assert.Equal(expected, rig.Tenant.Requests.Count);
            rig.Time.Advance(TimeSpan.FromSeconds(20.1));
        }

        Assert.All(await Task.WhenAll(reads), status => Assert.Equal(200, status));
        Assert.Equal(30, MostInAnyWindow(rig.Tenant.Requests.All, TimeSpan.FromSeconds(20)));
        Assert.Empty(rig.Tenant.Violations.All);
    }

    [Fact]
    public async Task Read_GraphSays429_HoldsTheWholeServiceAndNoOther()
    {
        await using var rig = await PracticeRig.StartAsync();
        using var client = rig.Node.GetRequiredService<GraphClients>().PageClient();
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/managedDevices", Status = 429, RetryAfter = 12.5, Times = 1 });

        var throttled = ReadAsync(rig, client, "v1.0/deviceManagement/managedDevices?$select=id");
        await PracticeRig.UntilAsync(() => Devices(rig).Yielding);
        var other = ReadAsync(rig, client, "v1.0/deviceManagement/managedDevices?$select=id");
        Assert.Equal(200, await ReadAsync(rig, client, "v1.0/devices?$select=id&$top=1"));
        Assert.Equal((1, 600), (Devices(rig).Waiting, Devices(rig).Allowed));
        Assert.Equal(1, rig.Tenant.Requests.All.Count(r => r.Path.EndsWith("/managedDevices", StringComparison.Ordinal)));

        await PracticeRig.SettleAsync(Task.WhenAll(throttled, other), rig.PassAsync);
        Assert.True(rig.Tenant.Requests.All[^1].Time - rig.Tenant.Requests.All[0].Time >= TimeSpan.FromSeconds(12.5));
        Assert.Equal(200, await throttled);
        Assert.Equal(200, await other);
    }

    [Fact]
    public async Task Read_OtherHostOrBatch_DoesNotLeave()
    {
        await using var rig = await PracticeRig.StartAsync();
        using var client = rig.Node.GetRequiredService<GraphClients>().PageClient();

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(new Uri("https://login.microsoftonline.com/common"), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.PostAsync(new Uri("https://graph.microsoft.com/v1.0/$batch"), null, TestContext.Current.CancellationToken));
        Assert.Equal(0, rig.Tenant.Requests.Count);
    }

    [Fact]
    public async Task Clients_OfTheEngine_AllPassTheBudgetOrSendOnce()
    {
        await using var rig = await PracticeRig.StartAsync();
        var factory = rig.Node.GetRequiredService<IHttpMessageHandlerFactory>();

        Assert.Contains(Chain(factory.CreateHandler(GraphClients.ReadingClient)), h => h is ReadBudgetHandler);
        Assert.Contains(Chain(factory.CreateHandler(GraphClients.StandingClient)), h => h is ReadBudgetHandler);
        Assert.Contains(Chain(factory.CreateHandler(GraphClients.SendingClient)), h => h is SingleShotHandler);

        // Any other client of the engine would pass by. These three talk to others than Graph: webhooks, a collector, Entra's metadata.
        string[] elsewhere = ["WebhookChannel.cs", "TelemetryExport.cs", "SignInMetadata.cs"];
        var made = Directory.EnumerateFiles(EngineSources(), "*.cs", SearchOption.AllDirectories).Where(f => !elsewhere.Contains(Path.GetFileName(f)))
            .SelectMany(f => File.ReadLines(f).Where(l => l.Contains(".CreateClient(", StringComparison.Ordinal)).Select(l => $"{Path.GetFileName(f)}: {l.Trim()}")).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, line => Assert.Matches(@"CreateClient\((ReadingClient|GraphClients\.StandingClient|name)\)", line));
    }

    private static ReadBudgetState Devices(PracticeRig rig) => rig.Node.GetRequiredService<ReadBudget>().State.Single(s => s.Class == ReadClass.IntuneDevices);

    private static string EngineSources()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AutopilotReset.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "src", "Orchestrator", "Engine");
    }

    private static IEnumerable<HttpMessageHandler> Chain(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
            yield return handler;
    }

    private static async Task<int> ReadAsync(PracticeRig rig, HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://graph.microsoft.com/" + path));
        request.Headers.Authorization = new("Bearer", rig.Tenant.ApplicationAccessToken());
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static int MostInAnyWindow(IReadOnlyList<LoggedRequest> requests, TimeSpan window) =>
        requests.Max(first => requests.Count(r => r.Time >= first.Time && r.Time < first.Time + window));
}
