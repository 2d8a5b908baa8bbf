using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Tests.Simulator.Hosting;

public class CommandLineTests
{
    [Theory]
    [InlineData("--devices", "0")]
    [InlineData("--devices", "many")]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "NaN")]
    [InlineData("--port", "70000")]
    [InlineData("--seed")]
    [InlineData("--bogus")]
    public void Parse_BadArgument_IsNamed(params string[] args)
    {
        var refusal = Assert.Throws<PracticeException>(() => CommandLine.Parse(args));
        Assert.Contains(args[0], refusal.Message);
    }

    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        var line = CommandLine.Parse(["--devices", "300", "--seed", "7", "--speed", "2.5", "--data", "d", "--port", "0", "--console-port", "0", "--console", "c.dll", "--no-console", "--record", "r"]);
        Assert.Equal((300, 7, 2.5, "d", 0, 0, "c.dll", true, "r"), (line.Devices, line.Seed, line.Speed, line.Data, line.Port, line.ConsolePort, line.Console, line.NoConsole, line.Record));
    }

    [Fact]
    public async Task Proxy_ForeignHost_IsForbidden()
    {
        await using var tenant = await Tenant.StartAsync();
        using var handler = new HttpClientHandler { Proxy = new System.Net.WebProxy(tenant.Practice.ProxyAddress), UseProxy = true };
        using var http = new HttpClient(handler);
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("https://example.com/", TestContext.Current.CancellationToken));
        Assert.Contains("403", refusal.Message);
    }

    [Fact]
    public async Task Proxy_GraphHost_LeadsToTheTenant()
    {
        await using var tenant = await Tenant.StartAsync();
        using var handler = new SocketsHttpHandler { Proxy = new System.Net.WebProxy(tenant.Practice.ProxyAddress), UseProxy = true };
        using var authority = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(tenant.Practice.AuthorityPem);
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
            RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync("https://graph.microsoft.us/v1.0/me", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
