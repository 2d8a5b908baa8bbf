using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>The console's production configuration for this tenant, as environment variables. Nothing in it exists only for practice.</summary>
public static class ConsoleSettings
{
    /// <summary>What the console's banner says.</summary>
    public const string Banner = "Practice tenant: nothing here reaches Microsoft or a real device.";

    /// <summary>The variables for a console at <paramref name="address"/> whose database and certificates lie in <paramref name="folder"/>.</summary>
    public static IReadOnlyDictionary<string, string> For(string folder, Uri proxy, Uri address)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(address);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["AzureAd__Instance"] = "https://login.microsoftonline.com/",
            ["AzureAd__TenantId"] = EntraIds.TenantId,
            ["AzureAd__ClientId"] = EntraIds.ClientId,
            ["AzureAd__ClientCredentials__0__SourceType"] = "Path",
            ["AzureAd__ClientCredentials__0__CertificateDiskPath"] = Path.Combine(folder, DataFolder.CredentialFile),
            ["AzureAd__ClientCapabilities__0"] = "cp1",
            ["Graph__ApplicationReads"] = "true",
            ["ConnectionStrings__Console"] = $"Data Source={Path.Combine(folder, "console.db")}",
            ["Network__TrustedCaFile"] = Path.Combine(folder, DataFolder.AuthorityFile),
            ["Console__Banner"] = Banner,
            ["Access__AuditorRoles__0"] = RoleIds.GlobalReader,
            ["HTTPS_PROXY"] = proxy.GetLeftPart(UriPartial.Authority),
            ["NO_PROXY"] = "localhost,127.0.0.1",
            ["Logging__LogLevel__Default"] = "Warning",
        };
    }
}
