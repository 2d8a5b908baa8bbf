namespace AutopilotReset.Testing.Contracts;

/// <summary>Where Microsoft's schema lies: the folder named by <c>GRAPH_CONTRACTS</c>, else <c>../shared/contracts</c> beside the repository.</summary>
public sealed record ContractFiles(string Folder)
{
    /// <summary>Microsoft's whole v1.0 schema.</summary>
    public string Csdl => Path.Combine(Folder, "v1.0-Prod.csdl");

    /// <summary>The OpenAPI of the Intune paths.</summary>
    public string OpenApi => Path.Combine(Folder, "graph-v1.0-intune-devices.openapi31.json");

    /// <summary>Finds the files; null with a reason to skip where they are not there.</summary>
    public static (ContractFiles? Files, string Reason) Find()
    {
        var named = Environment.GetEnvironmentVariable("GRAPH_CONTRACTS");
        var folder = named is { Length: > 0 } ? named : Beside(AppContext.BaseDirectory);
        if (folder is null) return (null, "The repository's root was not found, and GRAPH_CONTRACTS is not set.");
        var files = new ContractFiles(Path.GetFullPath(folder));
        var missing = new[] { files.Csdl, files.OpenApi }.FirstOrDefault(f => !File.Exists(f));
        return missing is null ? (files, "") : (null, $"Microsoft's schema is not there: {missing} (set GRAPH_CONTRACTS to its folder).");
    }

    private static string? Beside(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")))
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "contracts") : null;
        }
        return null;
    }
}
