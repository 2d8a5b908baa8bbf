namespace AutopilotReset.Tests.Architecture;

/// <summary>The sources as they are committed: what <c>.gitignore</c> leaves out is left out here.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        ".git", "bin", "obj", "artifacts", ".practice", ".vs", ".idea", "node_modules", "BenchmarkDotNet.Artifacts",
    };

    private static readonly string[] Binary = [".png", ".jpg", ".ico", ".woff2", ".db", ".db-shm", ".db-wal", ".user", ".gz", ".zip", ".pfx"];

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Every text file below a folder of the repository, as paths relative to its root with forward slashes.</summary>
    public static IReadOnlyList<string> Files(params string[] folder)
    {
        var start = new DirectoryInfo(Path.Combine([Root, .. folder]));
        var files = start.Exists ? Below(start).ToList() : [];
        Assert.True(files.Count > 0, $"{start.FullName} holds no file: the check would be empty.");
        return [.. files.Select(f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => f.Name != ".git" && !Binary.Contains(f.Extension, StringComparer.OrdinalIgnoreCase))
            .Concat(folder.EnumerateDirectories().Where(d => !Ignored.Contains(d.Name)).SelectMany(Below));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("No AutopilotReset.sln above the tests.")
        : File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")) ? folder.FullName
        : Find(folder.Parent);
}
