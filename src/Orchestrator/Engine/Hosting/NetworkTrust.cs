using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AutopilotReset.Engine.Hosting;

/// <summary>
/// Trust in additional certificate authorities (<c>Network:TrustedCaFile</c>), for networks that inspect TLS. What the platform accepts stays accepted,
/// with its own roots and its own revocation checks; only a chain that it refuses for its root is judged again, against the file alone and
/// without revocation, which such authorities seldom offer. A wrong host name or a missing certificate is never excused.
/// </summary>
public sealed class NetworkTrust
{
    private readonly X509Certificate2Collection _authorities;

    private NetworkTrust(X509Certificate2Collection authorities) => _authorities = authorities;

    /// <exception cref="InvalidDataException">The file holds no certificate.</exception>
    public static NetworkTrust FromFile(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? new(authorities) : throw new InvalidDataException($"{path} holds no certificate in PEM.");
    }

    /// <summary>Decides about a server's certificate after the platform has.</summary>
    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ApplicationPolicy.Add(new(ServerAuthentication));
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        return own.Build(certificate as X509Certificate2 ?? new X509Certificate2(certificate));
    }

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
}
