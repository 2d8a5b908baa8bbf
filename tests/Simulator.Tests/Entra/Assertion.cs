using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Tests.Simulator.Entra;

/// <summary>A client assertion as the sign-in library makes it.</summary>
internal static class Assertion
{
    public static string Sign(X509Certificate2 certificate, string algorithm, DateTimeOffset expires, bool expiryAsText = false)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(certificate.RawData)) };
        var claims = new JsonObject
        {
            ["aud"] = $"https://login.microsoftonline.com/{EntraIds.TenantId}/oauth2/v2.0/token",
            ["iss"] = EntraIds.ClientId,
            ["sub"] = EntraIds.ClientId,
            ["nbf"] = expires.AddMinutes(-10).ToUnixTimeSeconds(),
            ["exp"] = expiryAsText ? $"{expires.ToUnixTimeSeconds()}" : expires.ToUnixTimeSeconds(),
            ["jti"] = "1",
        };
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        using var key = certificate.GetRSAPrivateKey()!;
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1))}";
    }
}
