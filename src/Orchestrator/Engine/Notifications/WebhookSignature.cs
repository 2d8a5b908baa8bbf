using System.Security.Cryptography;
using System.Text;

namespace AutopilotReset.Engine.Notifications;

/// <summary>Proves to a receiver that a body is ours and when it was signed, so that an old one cannot be played again.</summary>
internal static class WebhookSignature
{
    public static string Of(string secret, long unixSeconds, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{unixSeconds}."), .. body];
        return $"t={unixSeconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
