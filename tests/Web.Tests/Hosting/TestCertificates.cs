using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AutopilotReset.Web.Tests.Hosting;

/// <summary>Two certificate authorities of our own and a server certificate of each, for localhost.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-10);

    public TestCertificates()
    {
        CompanyRoot = Root("Company inspection CA");
        OtherRoot = Root("Somebody else's CA");
        CompanyServer = Server(CompanyRoot, "localhost", From, From.AddDays(30));
        ExpiredServer = Server(CompanyRoot, "localhost", From, From.AddDays(1));
        PublicServer = Server(OtherRoot, "localhost", From, From.AddDays(30));
    }

    public X509Certificate2 CompanyRoot { get; }
    public X509Certificate2 OtherRoot { get; }
    public X509Certificate2 CompanyServer { get; }
    public X509Certificate2 ExpiredServer { get; }
    public X509Certificate2 PublicServer { get; }

    public void Dispose()
    {
        foreach (var certificate in new[] { CompanyRoot, OtherRoot, CompanyServer, ExpiredServer, PublicServer })
            certificate.Dispose();
    }

    private static X509Certificate2 Root(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From.AddDays(-1), From.AddYears(1));
    }

    private static X509Certificate2 Server(X509Certificate2 root, string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(root, from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
