using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting;

/// <summary>What need not be configured. Put below every other source, so that anything said anywhere wins.</summary>
public static class ConfigurationDefaults
{
    public static void AddDefaults(ConfigurationManager configuration)
    {
        var cloud = MicrosoftCloud.All.FirstOrDefault(c => string.Equals(c.Name, configuration["Graph:Cloud"], StringComparison.OrdinalIgnoreCase)) ?? MicrosoftCloud.All[0];
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["AzureAd:Instance"] = cloud.Login.ToString(),
                ["AzureAd:CallbackPath"] = "/signin-oidc",
                ["AzureAd:SignedOutCallbackPath"] = "/signout-callback-oidc",

                // "cp1": Entra may revoke our tokens at once, and we answer its claims challenges (identity.md §8).
                ["AzureAd:ClientCapabilities:0"] = "cp1",
                ["Database:Provider"] = "Sqlite",

                ["Logging:Console:FormatterName"] = OneLineConsole.FormatterName,

                // One line for each sign-in and token would drown the rest (identity.md §8).
                ["Logging:LogLevel:Microsoft.Identity"] = "Warning",
                ["Logging:LogLevel:Microsoft.IdentityModel"] = "Warning",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
                ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
                ["Logging:LogLevel:Polly"] = "Warning",
            },
        });
    }
}
