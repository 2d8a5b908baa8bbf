using System.Security.Cryptography;
using AutopilotReset.Engine.Identity.Keys;

namespace AutopilotReset.Engine.Tests.Identity;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Directory.CreateTempSubdirectory("console-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "console.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void OpenOrCreate_New_IsForItsOwnerOnly()
    {
        KeyFile.OpenOrCreate(Path);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path));
        Assert.Null(KeyFile.Problem(Path));
    }

    [Fact]
    public void Unwrap_SameFileOpenedAgain_GivesItBack()
    {
        var wrapped = KeyFile.OpenOrCreate(Path).Wrap("secret"u8);

        Assert.Equal("secret"u8.ToArray(), KeyFile.OpenOrCreate(Path).Unwrap(wrapped));
        Assert.False(wrapped.AsSpan().IndexOf("secret"u8) >= 0);
    }

    [Fact]
    public void Unwrap_OtherFileOrAltered_IsRefused()
    {
        var file = KeyFile.OpenOrCreate(Path);
        var wrapped = file.Wrap("secret"u8);
        Assert.ThrowsAny<CryptographicException>(() => KeyFile.OpenOrCreate(Path + "2").Unwrap(wrapped));
        wrapped[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => file.Unwrap(wrapped));
        Assert.ThrowsAny<CryptographicException>(() => file.Unwrap([1, 2, 3]));
    }

    [Fact]
    public void OpenOrCreate_ReadableByOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        KeyFile.OpenOrCreate(Path);
        File.SetUnixFileMode(Path, OwnerOnly | UnixFileMode.OtherRead);
        Assert.Throws<InvalidDataException>(() => KeyFile.OpenOrCreate(Path));
        Assert.Contains("0600", KeyFile.Problem(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_NotAKey_IsTold()
    {
        KeyFile.OpenOrCreate(Path);
        File.WriteAllText(Path, "c2hvcnQ=");
        Assert.Contains("is not a key file", KeyFile.Problem(Path), StringComparison.Ordinal);
        Assert.Contains("does not exist", KeyFile.Problem("/no/such/folder/x.key"), StringComparison.Ordinal);
    }
}
