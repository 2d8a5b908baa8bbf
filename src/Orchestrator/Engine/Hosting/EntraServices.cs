using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace AutopilotReset.Engine.Hosting;

public static class EntraServices
{
    /// <summary>
    /// Microsoft.Identity.Web with token acquisition, which every process with the engine needs. A worker signs nobody in; it uses what people lent their batches at a console.
    /// </summary>
    public static AuthenticationBuilder AddEntra(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var cloud = MicrosoftCloud.Named(configuration["Graph:Cloud"] ?? "Public");
        var authentication = services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        });
        authentication
            .AddMicrosoftIdentityWebApp(configuration.GetSection("AzureAd"), OpenIdConnectDefaults.AuthenticationScheme, CookieAuthenticationDefaults.AuthenticationScheme)
            .EnableTokenAcquisitionToCallDownstreamApi(cloud.Qualified(GraphScopes.SignIn))
            .AddDistributedTokenCaches();
        return authentication;
    }
}
