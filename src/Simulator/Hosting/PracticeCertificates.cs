using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>The tenant's own certificate authority, its TLS certificate, its signing key and the console's credential.</summary>
internal sealed class PracticeCertificates : IDisposable
{
    private PracticeCertificates(X509Certificate2 authority, X509Certificate2 tls, X509Certificate2 credential, RSA signingKey)
    {
        Authority = authority;
        Tls = tls;
        Credential = credential;
        SigningKey = signingKey;
    }

    private static readonly Lazy<PracticeCertificates> _ofThisProcess = new(Create);

    /// <summary>For tenants that keep nothing: making keys is slow, and tests start many tenants. Lives as long as the process.</summary>
    public static PracticeCertificates OfThisProcess => _ofThisProcess.Value;

    public X509Certificate2 Authority { get; }
    public X509Certificate2 Tls { get; }
    public X509Certificate2 Credential { get; }
    public RSA SigningKey { get; }

    /// <summary>What clients have to trust, as PEM.</summary>
    public string AuthorityPem => Authority.ExportCertificatePem();

    public static PracticeCertificates Create()
    {
        // Certificates are judged by the machine's clock, never by an adjustable one.
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = RSA.Create(2048);
        using var authority = AuthorityRequest(authorityKey).CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
        using var tlsKey = RSA.Create(2048);
        using var tls = TlsRequest(tlsKey).Create(authority, now.AddDays(-1), now.AddYears(5).AddDays(-1), RandomNumberGenerator.GetBytes(16));
        using var tlsWithKey = tls.CopyWithPrivateKey(tlsKey);
        using var credentialKey = RSA.Create(2048);
        using var credential = new CertificateRequest("CN=Autopilot Reset console (practice)", credentialKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddYears(5));
        return new PracticeCertificates(X509CertificateLoader.LoadCertificate(authority.RawData), Usable(tlsWithKey), Usable(credential), RSA.Create(2048));
    }

    public static PracticeCertificates Load(string folder)
    {
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, "token-signing-key.pem")));
        return new PracticeCertificates(
            X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, DataFolder.AuthorityFile)),
            X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(folder, "tls.pfx"), null),
            X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(folder, DataFolder.CredentialFile), null),
            key);
    }

    public void Save(string folder)
    {
        DataFolder.WritePrivate(Path.Combine(folder, DataFolder.AuthorityFile), System.Text.Encoding.ASCII.GetBytes(AuthorityPem));
        DataFolder.WritePrivate(Path.Combine(folder, "tls.pfx"), Tls.Export(X509ContentType.Pfx));
        DataFolder.WritePrivate(Path.Combine(folder, DataFolder.CredentialFile), Credential.Export(X509ContentType.Pfx));
        DataFolder.WritePrivate(Path.Combine(folder, "token-signing-key.pem"), System.Text.Encoding.ASCII.GetBytes(SigningKey.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        Authority.Dispose();
        Tls.Dispose();
        Credential.Dispose();
        SigningKey.Dispose();
    }

    /// <summary>Windows serves TLS only with a key that went through a store or a file.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);

    private static CertificateRequest AuthorityRequest(RSA key)
    {
        var request = new CertificateRequest("CN=Autopilot Reset practice tenant CA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest TlsRequest(RSA key)
    {
        var request = new CertificateRequest("CN=graph.microsoft.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in MicrosoftHosts.All) names.AddDnsName(host);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request;
    }
}
