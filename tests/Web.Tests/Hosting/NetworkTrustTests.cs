using AutopilotReset.Engine.Hosting;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Web.Tests.Hosting;

/// <summary>The extra authority adds to the platform's trust, and takes nothing away.</summary>
public sealed class NetworkTrustTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("console-trust-").FullName;

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void PubliclyRootedChain_StillValidates()
    {
        // Any root that the machine trusts, judged by the platform offline, is a publicly rooted chain of one.
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        var judged = store.Certificates.Select(root => (Root: root, Errors: PlatformErrors(root))).ToList();
        Assert.Contains(judged, j => j.Errors == SslPolicyErrors.None);

        Assert.All(judged.Where(j => j.Errors == SslPolicyErrors.None), j => Assert.True(Trust().Accepts(j.Root, null, j.Errors)));
        Assert.All(judged, j => Assert.False(Trust().Accepts(j.Root, null, SslPolicyErrors.RemoteCertificateChainErrors), "The company's file must vouch for the company's authority only."));
    }

    [Fact]
    public void ChainToTheCompanysAuthority_IsAcceptedAndNoOther()
    {
        Assert.True(Trust().Accepts(_certificates.CompanyServer, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(Trust().Accepts(_certificates.PublicServer, null, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(Trust().Accepts(_certificates.ExpiredServer, null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Theory]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable)]
    public void WrongName_IsNeverExcused(SslPolicyErrors errors) => Assert.False(Trust().Accepts(_certificates.CompanyServer, null, errors));

    [Fact]
    public async Task Handler_OverRealTls_ReachesTheCompanysServerOnly()
    {
        await using var company = await ServeAsync(_certificates.CompanyServer);
        await using var other = await ServeAsync(_certificates.PublicServer);
        using var trusting = new HttpClient(new OutboundHttp(Trust(), new WebProxy()).CreateHandler());
        using var plain = new HttpClient(new OutboundHttp(null, new WebProxy()).CreateHandler());

        Assert.Equal("hello", await trusting.GetStringAsync(AddressOf(company)));
        await Assert.ThrowsAsync<HttpRequestException>(() => trusting.GetStringAsync(AddressOf(other)));
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetStringAsync(AddressOf(company)));
    }

    [Fact]
    public void File_WithoutCertificate_IsRefused()
    {
        var file = Path.Combine(_folder, "empty.pem");
        File.WriteAllText(file, "nothing");
        Assert.Throws<InvalidDataException>(() => NetworkTrust.FromFile(file));
    }

    private NetworkTrust Trust()
    {
        var file = Path.Combine(_folder, "company.pem");
        File.WriteAllText(file, _certificates.CompanyRoot.ExportCertificatePem());
        return NetworkTrust.FromFile(file);
    }

    private static SslPolicyErrors PlatformErrors(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
    }

    private static async Task<WebApplication> ServeAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("hello"));
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
}
