using System.Net;
using System.Security.Cryptography;

namespace AutopilotReset.Web.Hosting.Checks;

/// <summary>Section <c>Network</c> and <c>Urls</c>.</summary>
internal static class NetworkChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        CheckAuthorities(configuration["Network:TrustedCaFile"], mistakes);
        foreach (var proxy in configuration.GetSection("Network:KnownProxies").GetChildren())
        {
            if (!IPAddress.TryParse(proxy.Value, out _) && !IPNetwork.TryParse(proxy.Value ?? "", out _))
                mistakes.Add(proxy.Path, $"\"{proxy.Value}\" is neither an IP address nor a network such as 10.0.0.0/8.");
        }

        CheckAddresses(configuration, mistakes);
    }

    private static void CheckAuthorities(string? path, Mistakes mistakes)
    {
        if (string.IsNullOrEmpty(path))
            return;
        try
        {
            NetworkTrust.FromFile(path);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            mistakes.Add("Network:TrustedCaFile", failure is CryptographicException ? $"{path} is not a file of certificates in PEM." : failure.Message);
        }
    }

    private static void CheckAddresses(IConfiguration configuration, Mistakes mistakes)
    {
        try
        {
            foreach (var taken in Bindings.Of(configuration).Taken())
                mistakes.Add("Urls", $"{taken} cannot be listened on: another program holds the port, or it is not allowed to this user.");
        }
        catch (FormatException failure)
        {
            mistakes.Add("Urls", failure.Message);
        }
    }
}
