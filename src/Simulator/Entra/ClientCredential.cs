using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Entra;

/// <summary>The console's own credential as Entra knows it: a certificate or a secret.</summary>
internal sealed class ClientCredential(X509Certificate2 certificate, string secret)
{
    /// <summary>Why the client is refused; null if it is who it says.</summary>
    public string? Refusal(string? clientSecret, string? clientAssertion, string clientId, DateTimeOffset now)
    {
        if (clientAssertion is { Length: > 0 }) return AssertionRefusal(clientAssertion, clientId, now);
        if (clientSecret is { Length: > 0 })
            return clientSecret == secret ? null : "AADSTS7000215: Invalid client secret provided.";
        return "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    }

    private string? AssertionRefusal(string assertion, string clientId, DateTimeOffset now)
    {
        var parts = assertion.Split('.');
        if (parts.Length != 3) return "AADSTS50027: JWT token is invalid or malformed.";
        try
        {
            if (!SignatureHolds(parts)) return "AADSTS700027: The certificate used to sign the client assertion is not registered on the application.";
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
            if ((string?)claims["iss"] != clientId) return "AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter.";
            // MSAL writes the seconds as a text, other libraries as a number; Entra takes both.
            var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(claims["exp"]?.ToString() ?? "", System.Globalization.CultureInfo.InvariantCulture));
            return expires <= now ? "AADSTS700024: Client assertion is not within its valid time range." : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return "AADSTS50027: JWT token is invalid or malformed.";
        }
    }

    private bool SignatureHolds(string[] parts)
    {
        var algorithm = (string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["alg"];
        var padding = algorithm switch
        {
            "PS256" => RSASignaturePadding.Pss,
            "RS256" => RSASignaturePadding.Pkcs1,
            _ => null,
        };
        using var key = certificate.GetRSAPublicKey()!;
        return padding is not null
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, padding);
    }
}
