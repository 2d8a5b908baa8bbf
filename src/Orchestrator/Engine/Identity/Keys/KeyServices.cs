using System.Security.Cryptography.X509Certificates;
using AutopilotReset.Engine.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Identity.Keys;

internal static class KeyServices
{
    private const string ApplicationName = "AutopilotReset";

    /// <summary>Data-protection keys in the database, wrapped by certificate where configured, else by DPAPI on Windows, else by the key file.</summary>
    public static IServiceCollection AddConsoleKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Keys").Get<KeyOptions>() ?? new KeyOptions();
        var protection = services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new KeyRepository(provider.GetRequiredService<ConsoleDatabase>())));

        if (options.CertificatePath is { Length: > 0 } path)
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }
        else if (OperatingSystem.IsWindows())
        {
            protection.ProtectKeysWithDpapi();
        }
        else
        {
            services.AddSingleton(_ => KeyFile.OpenOrCreate(KeyOptions.PathOf(configuration)));
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
                new ConfigureOptions<KeyManagementOptions>(o => o.XmlEncryptor = new KeyFileEncryptor(provider.GetRequiredService<KeyFile>())));
        }

        return services;
    }
}
