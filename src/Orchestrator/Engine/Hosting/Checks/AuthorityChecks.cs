using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary><c>Network:TrustedCaFile</c>.</summary>
internal static class AuthorityChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        if (configuration["Network:TrustedCaFile"] is not { Length: > 0 } path)
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
}
