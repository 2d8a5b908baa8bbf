using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>Section <c>AzureAd</c>.</summary>
internal static class EntraChecks
{
    private const string Credentials = "AzureAd:ClientCredentials";

    /// <summary>What each source of a credential needs besides its name.</summary>
    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Path"] = ["CertificateDiskPath"],
        ["ClientSecret"] = ["ClientSecret"],
        ["KeyVault"] = ["KeyVaultUrl", "KeyVaultCertificateName"],
        ["Base64Encoded"] = ["Base64EncodedValue"],
        ["StoreWithThumbprint"] = ["CertificateStorePath", "CertificateThumbprint"],
        ["StoreWithDistinguishedName"] = ["CertificateStorePath", "CertificateDistinguishedName"],
        ["SignedAssertionFromManagedIdentity"] = [],
        ["SignedAssertionFilePath"] = [],
    };

    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        mistakes.NeedGuid(configuration, "AzureAd:TenantId", "the directory (tenant) id");
        mistakes.NeedGuid(configuration, "AzureAd:ClientId", "the application (client) id of the app registration");
        CheckInstance(configuration, mistakes);
        foreach (var key in new[] { "AzureAd:Authority", "AzureAd:ClientSecret", "AzureAd:ClientCertificates" })
        {
            if (configuration.GetSection(key).Exists())
                mistakes.Add(key, key.EndsWith("Authority", StringComparison.Ordinal) ? "leave it out; AzureAd:Instance and AzureAd:TenantId name the authority." : $"leave it out; use {Credentials}.");
        }

        var credentials = configuration.GetSection(Credentials).GetChildren().ToList();
        if (credentials.Count == 0)
            mistakes.Add(Credentials, "missing; the console needs a certificate (SourceType Path, KeyVault, Base64Encoded, StoreWith…), a managed identity (SignedAssertionFromManagedIdentity) or a secret (ClientSecret).");
        foreach (var credential in credentials)
            CheckCredential(credential, mistakes);
    }

    private static void CheckInstance(IConfiguration configuration, Mistakes mistakes)
    {
        var cloud = MicrosoftCloud.All.FirstOrDefault(c => string.Equals(c.Name, configuration["Graph:Cloud"] ?? "Public", StringComparison.OrdinalIgnoreCase));
        if (cloud is null || configuration["AzureAd:Instance"] is not { } instance)
            return;
        if (!Uri.TryCreate(instance, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.Host != cloud.Login.Host || address.AbsolutePath != "/")
            mistakes.Add("AzureAd:Instance", $"\"{instance}\" is not the sign-in host of the cloud {cloud.Name}; it must be {cloud.Login} or be left out.");
    }

    private static void CheckCredential(IConfigurationSection credential, Mistakes mistakes)
    {
        var source = credential["SourceType"];
        if (source is null || !Needs.TryGetValue(source, out var needed))
        {
            mistakes.Add($"{credential.Path}:SourceType", $"\"{source}\" is not one of {string.Join(", ", Needs.Keys)}.");
            return;
        }

        foreach (var key in needed.Where(key => string.IsNullOrWhiteSpace(credential[key])))
            mistakes.Add($"{credential.Path}:{key}", $"missing; a credential of type {source} needs it.");
        if (string.Equals(source, "Path", StringComparison.OrdinalIgnoreCase) && credential["CertificateDiskPath"] is { Length: > 0 } path)
            CheckFile($"{credential.Path}:CertificateDiskPath", path, credential["CertificatePassword"], mistakes);
    }

    /// <summary>A certificate with its private key that can be opened. Whether it is expired is left to Entra, which says so itself.</summary>
    internal static void CheckFile(string key, string path, string? password, Mistakes mistakes)
    {
        if (!File.Exists(path))
        {
            mistakes.Add(key, $"the file {path} does not exist.");
            return;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (!certificate.HasPrivateKey)
                mistakes.Add(key, $"{path} holds no private key.");
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            mistakes.Add(key, $"{path} cannot be opened as PKCS #12 (.pfx) with the given password: {failure.Message.TrimEnd('.')}.");
        }
    }
}
