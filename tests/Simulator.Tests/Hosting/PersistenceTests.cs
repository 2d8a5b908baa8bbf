using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Tests.Simulator.Hosting;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("practice-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SecondStart_SameFolder_FindsOrdersStoriesConsentsAndKeys()
    {
        string refresh;
        System.Text.Json.Nodes.JsonNode tokens;
        string? id;
        await using (var first = await StartAsync())
        {
            tokens = await new Entra.SignIn(first).SignInAsync("ada");
            refresh = (string)tokens["refresh_token"]!;
            await first.OrderAsync("NB-CLEAN-01");
            first.Practice.Consents.Withdraw("Device.Read.All");
            id = first.IdOf("NB-CLEAN-01");
        }
        await using var second = await StartAsync(TimeSpan.FromHours(2));
        Assert.NotEmpty(refresh);
        Assert.Equal(200, (await new Entra.SignIn(second).RefreshAsync(tokens)).Status);
        Assert.Equal(1, second.Practice.Orders.CountFor("NB-CLEAN-01"));
        Assert.DoesNotContain("Device.Read.All", second.Practice.Consents.Everybody);
        var device = await second.GetAsync($"/v1.0/deviceManagement/managedDevices/{id}", second.Practice.AccessTokenFor("ada"));
        Assert.Equal("done", (string?)device["deviceActionResults"]![0]!["actionState"]);
    }

    [Fact]
    public async Task Start_FolderInUse_IsRefused()
    {
        await using var first = await StartAsync();
        var refusal = await Assert.ThrowsAsync<PracticeException>(() => StartAsync());
        Assert.Contains("another practice tenant", refusal.Message);
    }

    [Fact]
    public async Task Start_OtherSeed_IsRefusedByName()
    {
        await (await StartAsync()).DisposeAsync();
        var refusal = await Assert.ThrowsAsync<PracticeException>(() => StartAsync(seed: 2));
        Assert.Contains("seed 1", refusal.Message);
    }

    [Theory]
    [InlineData("tls.pfx")]
    [InlineData("console-credential.pfx")]
    [InlineData("token-signing-key.pem")]
    public async Task Start_MissingCertificate_IsOneClearLine(string file)
    {
        await (await StartAsync()).DisposeAsync();
        File.Delete(Path.Combine(_folder, file));
        var refusal = await Assert.ThrowsAsync<PracticeException>(() => StartAsync());
        Assert.Contains(_folder, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Start_DamagedJournal_NamesTheLine_AndHalfALastLineIsForgiven()
    {
        await using (var first = await StartAsync()) await first.OrderAsync("NB-CLEAN-01");
        var path = Path.Combine(_folder, "fleet.jsonl");
        var good = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, good + "{\"device\":{\"ke", TestContext.Current.CancellationToken);
        await (await StartAsync()).DisposeAsync();
        Assert.Equal(good, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(path, good + "nonsense\n", TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<PracticeException>(() => StartAsync());
        Assert.Contains($"line {good.Count(c => c == '\n') + 1}", refusal.Message);
    }

    [Fact]
    public async Task Start_TakenPort_NamesIt()
    {
        await using var first = await Tenant.StartAsync();
        var port = first.Practice.TlsPort;
        var refusal = await Assert.ThrowsAsync<PracticeException>(() => Tenant.StartAsync(o => o with { TlsPort = port }));
        Assert.Contains($"{port}", refusal.Message);
    }

    private Task<Tenant> StartAsync(TimeSpan later = default, int seed = 1) => Tenant.StartAsync(o => o with { DataFolder = _folder, Seed = seed }, later);
}
