using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AutopilotReset.Engine.Hosting;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Web.Tests.Access.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace AutopilotReset.Web.Tests.Access;

/// <summary>By what the console itself is known to Entra: a secret (every other test), a certificate, a managed identity.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-credential-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task SignIn_ByCertificate_SendsASignedAssertionAndNoSecret()
    {
        await using var lent = await Simulator.PracticeTenant.StartAsync(new Simulator.PracticeOptions { Devices = 1 }, TimeProvider.System);
        var file = Path.Combine(_folder, "client.pfx");
        await File.WriteAllBytesAsync(file, lent.ClientCertificate.Export(X509ContentType.Pkcs12, "pw"));
        await using var console = await TestConsole.StartAsync(
            ("AzureAd:ClientCredentials:0:SourceType", "Path"), ("AzureAd:ClientCredentials:0:ClientSecret", null),
            ("AzureAd:ClientCredentials:0:CertificateDiskPath", file), ("AzureAd:ClientCredentials:0:CertificatePassword", "pw"));

        await EntersAsync(console);

        Assert.All(TokenRequests(console), body => Assert.Contains("client_assertion=***", body, StringComparison.Ordinal));
        Assert.All(TokenRequests(console), body => Assert.DoesNotContain("client_secret", body, StringComparison.Ordinal));
    }

    /// <summary>As on App Service: the platform's endpoint stands in the environment.</summary>
    [Fact]
    public async Task SignIn_ByManagedIdentity_SendsThePlatformsAssertion()
    {
        X509Certificate2? certificate = null;
        var asked = new List<string>();
        await using var platform = await PlatformAsync(request =>
        {
            lock (asked)
                asked.Add(request.QueryString.Value ?? "");
            return Assertion(certificate!);
        });
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", AddressOf(platform) + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "header");
        try
        {
            await using var console = await TestConsole.StartAsync(
                ("AzureAd:ClientCredentials:0:SourceType", "SignedAssertionFromManagedIdentity"), ("AzureAd:ClientCredentials:0:ClientSecret", null));
            certificate = console.Tenant.ClientCertificate;

            await EntersAsync(console);

            Assert.Contains(asked, query => query.Contains("AzureADTokenExchange", StringComparison.Ordinal));
            Assert.All(TokenRequests(console), body => Assert.Contains("client_assertion=***", body, StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task KeyVault_IsReadOverTheConsolesOwnConnections()
    {
        await using var console = await TestConsole.StartAsync();
        var loader = Assert.IsAssignableFrom<DefaultCredentialsLoader>(console.Services.GetRequiredService<ICredentialsLoader>());
        Assert.IsType<KeyVaultCertificate>(loader.CredentialSourceLoaders[CredentialSource.KeyVault]);
    }

    private static async Task EntersAsync(TestConsole console)
    {
        using var browser = console.OpenBrowser();
        await browser.SignInAsync("ada");
        Assert.True(await browser.IsInsideAsync());
        Assert.NotEmpty(await console.Entra.TokenForApplicationAsync(null, CancellationToken.None));
        Assert.NotEmpty(TokenRequests(console));
    }

    private static List<string> TokenRequests(TestConsole console) =>
        [.. console.Tenant.Requests.All.Where(r => r.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)).Select(r => r.Body ?? "")];

    private static async Task<WebApplication> PlatformAsync(Func<HttpRequest, string> token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/msi/token", (HttpContext context) => Results.Json(new
        {
            access_token = token(context.Request),
            expires_on = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            resource = "api://AzureADTokenExchange",
            token_type = "Bearer",
        }));
        await app.StartAsync();
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static string Assertion(X509Certificate2 certificate)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new { iss = EntraIds.ClientId, sub = EntraIds.ClientId, aud = "api://AzureADTokenExchange", exp = now.AddHours(1).ToUnixTimeSeconds(), nbf = now.ToUnixTimeSeconds() };
        var text = $"{Encoded(new { alg = "RS256", typ = "JWT" })}.{Encoded(claims)}";
        using var key = certificate.GetRSAPrivateKey()!;
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encoded(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
