using System.Net;
using System.Net.Sockets;
using AutopilotReset.Web.Hosting;
using AutopilotReset.Engine.Hosting.Checks;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Web.Tests.Hosting;

/// <summary>Every mistake at once, each with its key.</summary>
public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Check_GoodConfiguration_FindsNothing() => Assert.Empty(Check());

    [Theory]
    [InlineData("AzureAd:TenantId", null, "missing")]
    [InlineData("AzureAd:TenantId", "contoso.com", "not a GUID")]
    [InlineData("AzureAd:ClientId", "00000000-0000-0000-0000-000000000000", "not a GUID")]
    [InlineData("AzureAd:Instance", "https://login.example/", "must be https://login.microsoftonline.com/")]
    [InlineData("AzureAd:Authority", "https://login.microsoftonline.com/x", "leave it out")]
    [InlineData("AzureAd:ClientSecret", "abc", "leave it out")]
    [InlineData("AzureAd:ClientCredentials:0:SourceType", "Magic", "not one of")]
    [InlineData("AzureAd:ClientCredentials:0:ClientSecret", "", "needs it")]
    [InlineData("Graph:Cloud", "Mars", "not one of")]
    [InlineData("Graph:ApplicationReads", "perhaps", "neither true nor false")]
    [InlineData("Graph:WritesPer20Seconds", "191", "from 1 to 190")]
    [InlineData("Graph:WritesPer20Seconds", "0", "from 1 to 190")]
    [InlineData("Graph:WritesPer20Seconds", "ten", "from 1 to 190")]
    [InlineData("Database:Provider", "Oracle", "neither Sqlite nor Postgres")]
    [InlineData("ConnectionStrings:Console", null, "missing")]
    [InlineData("ConnectionStrings:Console", "Data Source=:memory:", "must name a file")]
    [InlineData("ConnectionStrings:Console", "Data Source=/no/such/folder/x.db", "does not exist")]
    [InlineData("ConnectionStrings:Console", "Server=tcp:x", "cannot be read")]
    [InlineData("Network:TrustedCaFile", "/no/such/file.pem", "/no/such/file.pem")]
    [InlineData("Network:KnownProxies:0", "proxy.contoso.example", "neither an IP address")]
    [InlineData("Access:AdditionalRoles:0", "Intune Administrator", "not a role template id")]
    [InlineData("Access:AuditorRoles", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", "is a list")]
    [InlineData("Urls", "ftp://localhost:5", "neither http")]
    [InlineData("Urls", "localhost:5000", "localhost:5000")]
    [InlineData("Network:OutboundHosts", "mail.contoso.example", "is a list")]
    [InlineData("Network:OutboundHosts:0", "https://mail.contoso.example", "without https://")]
    [InlineData("Keys:CertificatePath", "/no/such/key.pfx", "does not exist")]
    [InlineData("Schedules:DraftHoursAhead", "169", "from 1 to 168")]
    [InlineData("Schedules:DraftHoursAhed", "5", "no such setting")]
    [InlineData("Guards:DevicesPerBatch", "0", "from 1 to 10000")]
    [InlineData("Guards:DevicesPerBatch", "many", "a whole number")]
    [InlineData("Guards:DevicesPerBach", "5", "no such setting")]
    [InlineData("Access:AuditorRole", "f2ef992c-3afb-46b9-b7cf-a126ee74c451", "no such setting")]
    [InlineData("Keys:Password", "x", "no such setting")]
    [InlineData("Polling:Tick", "soon", "a time span")]
    [InlineData("Polling:Tick", "01:00:00", "at most 00:00:20")]
    [InlineData("Inventory:EveryMinutes", "1", "5 to 1440")]
    [InlineData("Inventory:EveryMinutes", "often", "a whole number")]
    public void Check_OneMistake_IsNamedByItsKey(string key, string? value, string words)
    {
        var line = Assert.Single(Check((key, value)));
        Assert.StartsWith(key, line, StringComparison.Ordinal);
        Assert.Contains(words, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ManyMistakes_AreAllNamed()
    {
        var lines = Check(("AzureAd:TenantId", "x"), ("Graph:Cloud", "Mars"), ("Access:AuditorRoles:3", "x"), ("ConnectionStrings:Console", ""), ("Network:TrustedCaFile", "/nope"));
        Assert.Equal(["AzureAd:TenantId", "Graph:Cloud", "Access:AuditorRoles:3", "ConnectionStrings:Console", "Network:TrustedCaFile"], lines.Select(l => l[..l.IndexOf(": ", StringComparison.Ordinal)]));
    }

    /// <summary>Among them those that would keep the console from being composed at all.</summary>
    [Fact]
    public void Check_EveryKeyOfEverySectionWrong_HidesNone()
    {
        (string Key, string? Value)[] wrong =
        [
            ("AzureAd:TenantId", null), ("AzureAd:ClientId", "x"), ("AzureAd:ClientCredentials:0:SourceType", "Magic"), ("Graph:Cloud", "Mars"), ("Graph:ApplicationReads", "perhaps"),
            ("Graph:WritesPer20Seconds", "ten"), ("Access:AdditionalRoles:0", "x"), ("Access:AuditorRoles:0", "x"), ("Database:Provider", "Oracle"), ("ConnectionStrings:Console", null),
            ("Network:TrustedCaFile", "/no/such/file.pem"), ("Network:KnownProxies:0", "x"), ("Urls", "ftp://localhost:5"),
            ("Guards:DevicesPerBatch", "many"), ("Guards:DevicesPer24Hours", "0"), ("Guards:TicketPattern", "("), ("Guards:RefuseAfterDay", "3"),
            ("Polling:Tick", "soon"), ("Polling:Parallel", "99"), ("Telemetry:Prometheus", "Everybody"), ("Inventory:EveryMinutes", "1"),
        ];

        var lines = Check(wrong);

        Assert.All(wrong, w => Assert.Contains(lines, line => line.StartsWith(w.Key, StringComparison.Ordinal)));
        Assert.Equal(wrong.Length, lines.Count);
    }

    [Fact]
    public void Check_CertificateFile_MustOpenAndHoldAKey()
    {
        var file = Path.Combine(_folder, "client.pfx");
        File.WriteAllText(file, "not a certificate");
        var line = Assert.Single(Check(("AzureAd:ClientCredentials:0:SourceType", "Path"), ("AzureAd:ClientCredentials:0:CertificateDiskPath", file)));
        Assert.StartsWith("AzureAd:ClientCredentials:0:CertificateDiskPath: ", line, StringComparison.Ordinal);

        using var certificates = new TestCertificates();
        File.WriteAllBytes(file, certificates.PublicServer.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12, "pw"));
        Assert.Empty(Check(("AzureAd:ClientCredentials:0:SourceType", "Path"), ("AzureAd:ClientCredentials:0:CertificateDiskPath", file), ("AzureAd:ClientCredentials:0:CertificatePassword", "pw")));
        Assert.Single(Check(("AzureAd:ClientCredentials:0:SourceType", "Path"), ("AzureAd:ClientCredentials:0:CertificateDiskPath", file), ("AzureAd:ClientCredentials:0:CertificatePassword", "wrong")));
    }

    [Fact]
    public void Check_KeyFileReadableByOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = Path.Combine(_folder, "console.db.key");
        File.WriteAllText(file, Convert.ToBase64String(new byte[32]));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.StartsWith("Keys:File: ", Assert.Single(Check()), StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Empty(Check());
    }

    [Fact]
    public void Check_TakenPort_IsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var line = Assert.Single(Check(("Urls", $"http://localhost:{port}")));

        Assert.StartsWith($"Urls: http://localhost:{port} cannot be listened on", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5000", true)]
    [InlineData("http://127.0.0.1:5000;http://[::1]:5001", true)]
    [InlineData("https://localhost:5000", false)]
    [InlineData("http://*:5000", false)]
    [InlineData("http://10.0.0.4:5000", false)]
    [InlineData("http://localhost:5000;https://localhost:5001", false)]
    public void Bindings_OnlyHttpOnThisMachine_IsPlainLoopback(string urls, bool plain) =>
        Assert.Equal(plain, Bindings.Of(Configuration(("Urls", urls))).PlainLoopback);

    private IReadOnlyList<string> Check(params (string Key, string? Value)[] changes) => ConfigurationCheck.Of(Configuration(changes), AddressChecks.Check);

    private IConfiguration Configuration(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["AzureAd:TenantId"] = "7a1e0c5d-2f64-4b0e-9a36-5d0c1b8e4f20",
            ["AzureAd:ClientId"] = "c0a8b7d6-1e2f-4a3b-8c4d-5e6f7a8b9c0d",
            ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
            ["AzureAd:ClientCredentials:0:ClientSecret"] = "s",
            ["ConnectionStrings:Console"] = $"Data Source={Path.Combine(_folder, "console.db")}",
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings.Where(s => s.Value is not null)).Build();
    }
}
