using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Certificates;
using Microsoft.Identity.Abstractions;

namespace AutopilotReset.Engine.Hosting;

/// <summary>
/// The console's certificate out of Key Vault, over connections that trust as all others do (<c>Network:TrustedCaFile</c>): Identity.Web's own loader
/// uses the Azure libraries' connections, which know nothing of a company's TLS-inspecting proxy.
/// </summary>
internal sealed class KeyVaultCertificate(OutboundHttp outbound) : ICredentialSourceLoader
{
    public CredentialSource CredentialSource => CredentialSource.KeyVault;

    /// <exception cref="InvalidOperationException">The vault does not give the private key away.</exception>
    public async Task LoadIfNeededAsync(CredentialDescription credentialDescription, CredentialSourceLoaderParameters? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(credentialDescription);
        var transport = new HttpClientTransport(new HttpClient(outbound.CreateHandler()));
        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = credentialDescription.ManagedIdentityClientId ?? Environment.GetEnvironmentVariable("AZURE_CLIENT_ID"),
            Transport = transport,
        });
        var vault = new CertificateClient(new Uri(credentialDescription.KeyVaultUrl!), credential, new CertificateClientOptions { Transport = transport });
        var certificate = (await vault.DownloadCertificateAsync(credentialDescription.KeyVaultCertificateName)).Value;
        if (!certificate.HasPrivateKey)
            throw new InvalidOperationException($"AzureAd:ClientCredentials: the certificate {credentialDescription.KeyVaultCertificateName} in {credentialDescription.KeyVaultUrl} comes without its private key; it must be exportable.");
        credentialDescription.Certificate = certificate;
        credentialDescription.CachedValue = certificate;
    }
}
