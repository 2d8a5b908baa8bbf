using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Entra;

/// <summary>Signed tokens, RS256, and their check.</summary>
internal sealed class Jwt(RSA key)
{
    public string KeyId { get; } = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 16));

    public RSAParameters PublicKey => key.ExportParameters(includePrivateParameters: false);

    public string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = KeyId };
        var text = $"{Encode(header)}.{Encode(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>A token whose signature a console has to refuse; its claims may be in order.</summary>
    public string SignWrongly(JsonObject claims, IdTokenFlaw flaw)
    {
        if (flaw == IdTokenFlaw.Tampered)
        {
            var right = Sign(claims).Split('.');
            claims["name"] = "Somebody Else";
            return $"{right[0]}.{Encode(claims)}.{right[2]}";
        }
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = flaw switch { IdTokenFlaw.NoSignature => "none", IdTokenFlaw.PublishedKeyAsSecret => "HS256", _ => "RS256" }, ["kid"] = KeyId };
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(WrongSignature(Encoding.ASCII.GetBytes(text), flaw))}";
    }

    private byte[] WrongSignature(byte[] text, IdTokenFlaw flaw)
    {
        if (flaw == IdTokenFlaw.NoSignature) return [];
        if (flaw == IdTokenFlaw.PublishedKeyAsSecret) return HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), text);
        using var foreign = RSA.Create(2048);
        return foreign.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The claims of a token that we signed; null for anything else. Says nothing about its time.</summary>
    public JsonObject? Read(string? token)
    {
        var parts = token?.Split('.') ?? [];
        if (parts.Length != 3) return null;
        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return null;
            return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(value.ToJsonString()));
}
