using System.Diagnostics;
using System.Net;
using AutopilotReset.Engine.Network;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace AutopilotReset.Engine.Hosting;

/// <summary>Makes the handlers of every outgoing connection. The proxy is the environment's (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>) unless one is given.</summary>
public sealed class OutboundHttp(NetworkTrust? trust, IWebProxy? proxy = null)
{
    public SocketsHttpHandler CreateHandler()
    {
        // Connections are renewed now and then, so that a changed DNS entry is noticed in a process that runs for months.
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(15), UseCookies = false };

        // Our traces are nobody else's business: no traceparent leaves with a request.
        handler.ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator();
        if (trust is not null)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        if (proxy is not null)
            handler.Proxy = proxy;
        return handler;
    }
}

public static class OutboundHttpServices
{
    /// <summary>
    /// Three clients talk to Entra, and each must trust alike (identity.md §2): the factory's default one (MSAL, Graph), the OpenID Connect back channel,
    /// and the issuer validator's. A fourth, to Key Vault, is there where the credential comes from one.
    /// </summary>
    public static void AddOutboundHttp(this IServiceCollection services, IConfiguration configuration)
    {
        var trust = configuration["Network:TrustedCaFile"] is { Length: > 0 } file ? NetworkTrust.FromFile(file) : null;
        services.TryAddSingleton(new OutboundHttp(trust));
        services.AddSingleton(new ServerTrust(trust is null ? null : (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors)));
        services.ConfigureHttpClientDefaults(client =>
            client.ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<OutboundHttp>().CreateHandler()));
        services.AddOptions<MicrosoftIdentityOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<OutboundHttp>((options, outbound) => options.BackchannelHttpHandler = outbound.CreateHandler());
        services.AddSingleton<ICredentialSourceLoader, KeyVaultCertificate>();
        services.Configure<AadIssuerValidatorOptions>(options => options.HttpClientName = "entra-issuer");
    }
}
