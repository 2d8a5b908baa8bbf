using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity.Keys;
using AutopilotReset.Engine.Identity.TokenCache;
using AutopilotReset.Engine.Periodic;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Web.TokenCacheProviders;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;

namespace AutopilotReset.Engine.Identity;

public static class IdentityServices
{
    /// <summary>
    /// Sessions with Entra: encrypted token cache in the database, loans, standings, cut-offs, the deployment's stamp. The host adds sign-in itself
    /// (Microsoft.Identity.Web with token acquisition); needs <see cref="ConsoleDatabase"/>, <see cref="EngineHealth"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddConsoleIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddConsoleKeys(configuration);
        services.AddTokenCache();
        services.Configure<AccessOptions>(configuration.GetSection("Access"));
        services.TryAddSingleton(MicrosoftCloud.Named(configuration["Graph:Cloud"] ?? "Public"));
        services.AddSingleton<DirectoryRoles>();
        services.AddSingleton<IEntraSession, EntraSession>();
        services.AddSingleton<Standings>();
        services.AddSingleton<SessionCutoffs>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<Deployment>();
        return services;
    }

    /// <summary>Identity.Web's first-level cache is off: it would go on answering after a sign-out in another process (identity.md §6).</summary>
    private static void AddTokenCache(this IServiceCollection services)
    {
        services.AddSingleton<IDistributedCache>(provider => new ProtectedCache(
            ActivatorUtilities.CreateInstance<DatabaseTokenCache>(provider),
            provider.GetRequiredService<IDataProtectionProvider>(),
            provider.GetRequiredService<ILogger<ProtectedCache>>()));
        services.AddSingleton<TokenLoans>();
        services.AddSingleton(provider => new Sessions(
            provider.GetRequiredService<TokenLoans>(), provider.GetRequiredService<SessionCutoffs>(), provider.GetRequiredService<Standings>()));
        services.AddSingleton<LoanSweeper>();
        services.AddSingleton(s => new PeriodicWork(LoanSweeper.Name, LoanSweeper.Every, s.GetRequiredService<LoanSweeper>().RunAsync));
        services.Configure<MsalDistributedTokenCacheAdapterOptions>(o =>
        {
            o.DisableL1Cache = true;
            o.SlidingExpiration = TokenLoans.Life;

            // Otherwise a database that fails would look like a person who has to sign in.
            o.OnL2CacheFailure = failure => throw new InvalidOperationException("The token cache in the console's database failed.", failure);
        });
        services.AddSingleton<IMsalTokenCacheProvider, PartitionedTokenCache>();
    }
}
