using AutopilotReset.Engine.Identity.Keys;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Operations;

/// <summary>Whether the data-protection keys in the database can be opened: without them every session and every loan to a batch is lost.</summary>
internal sealed class KeyProbe(IKeyManager keys, IConfiguration configuration, TimeProvider time)
{
    public Task<string?> ReadableAsync(CancellationToken stop)
    {
        if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(configuration["Keys:CertificatePath"]) && FileProblem(KeyOptions.PathOf(configuration)) is { } problem)
            return Task.FromResult<string?>(problem);
        var now = time.GetUtcNow();
        var current = keys.GetAllKeys().Where(k => !k.IsRevoked && k.ActivationDate <= now && k.ExpirationDate > now).ToList();
        return Task.FromResult(current.Count == 0 || current.Exists(CanOpen) ? null : "None of the current keys can be opened with what wraps them.");
    }

    private static string? FileProblem(string file) => File.Exists(file) ? KeyFile.Problem(file) : "The key file is gone: sessions end with this process.";

    private static bool CanOpen(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (Exception)
        {
            // Whatever the reason, this key cannot be used.
            return false;
        }
    }
}
