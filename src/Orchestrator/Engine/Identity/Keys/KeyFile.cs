using System.Security.Cryptography;

namespace AutopilotReset.Engine.Identity.Keys;

/// <summary>
/// The secret that wraps the data-protection keys: 32 random bytes in Base64, in a file that only the console's own user may read.
/// Whoever has the database and this file can read the stored sessions; a backup needs both.
/// </summary>
public sealed class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Length = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = NonceLength + TagLength;
    private readonly byte[] _secret;

    private KeyFile(byte[] secret) => _secret = secret;

    /// <summary>Opens the file, or creates it with mode 0600.</summary>
    /// <exception cref="InvalidDataException">It is readable by others, or not a key.</exception>
    public static KeyFile OpenOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        return new KeyFile(Read(path));
    }

    /// <summary>What is wrong with the file or with where it shall be; <c>null</c>: nothing.</summary>
    public static string? Problem(string path)
    {
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            return Directory.Exists(folder) ? null : $"the folder {folder} does not exist.";
        }

        try
        {
            CryptographicOperations.ZeroMemory(Read(path));
            return null;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    /// <summary>AES-256-GCM: nonce, tag, ciphertext.</summary>
    internal byte[] Wrap(ReadOnlySpan<byte> plain)
    {
        var wrapped = new byte[HeadLength + plain.Length];
        var nonce = wrapped.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_secret, TagLength);
        aes.Encrypt(nonce, plain, wrapped.AsSpan(HeadLength), wrapped.AsSpan(NonceLength, TagLength));
        return wrapped;
    }

    /// <exception cref="CryptographicException">Wrapped with another file, or altered.</exception>
    internal byte[] Unwrap(byte[] wrapped)
    {
        if (wrapped.Length < HeadLength)
            throw new CryptographicException("A wrapped key is too short.");
        var plain = new byte[wrapped.Length - HeadLength];
        using var aes = new AesGcm(_secret, TagLength);
        aes.Decrypt(wrapped.AsSpan(0, NonceLength), wrapped.AsSpan(HeadLength), wrapped.AsSpan(NonceLength, TagLength), plain);
        return plain;
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
    }

    private static byte[] Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            throw new InvalidDataException($"{path} may be read by others than its owner; set its mode to 0600.");
        var secret = new byte[Length];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), secret, out var length) || length != Length)
            throw new InvalidDataException($"{path} is not a key file of this console: it must hold {Length} bytes in Base64.");
        return secret;
    }
}
