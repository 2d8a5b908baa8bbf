using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace AutopilotReset.Web.Hosting;

/// <summary><c>Network:KnownProxies</c>: addresses or networks whose X-Forwarded headers are believed; nobody else's are.</summary>
internal static class ForwardedAddresses
{
    public static void AddForwardedAddresses(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var text in KnownProxies(configuration))
            {
                if (IPAddress.TryParse(text, out var address))
                    options.KnownProxies.Add(address);
                else
                    options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(text));
            }
        });

    public static IEnumerable<string> KnownProxies(IConfiguration configuration) =>
        configuration.GetSection("Network:KnownProxies").GetChildren().Select(c => c.Value).OfType<string>();
}
