namespace AutopilotReset.Simulator.Hosting;

/// <summary>The files that a practice tenant leaves for its next start.</summary>
internal static class DataFolder
{
    /// <summary>The certificate authority to trust, PEM.</summary>
    public const string AuthorityFile = "practice-ca.pem";

    /// <summary>The console's client certificate with its key.</summary>
    public const string CredentialFile = "console-credential.pfx";

    /// <summary>Writes a file that only its owner may read, in one step.</summary>
    public static void WritePrivate(string path, byte[] content)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options)) file.Write(content);
        File.Move(draft, path, overwrite: true);
    }
}
