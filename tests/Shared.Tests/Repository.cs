namespace AutopilotReset.Tests.Shared;

/// <summary>Where the sources are, from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("No AutopilotReset.sln above the tests.")
        : File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")) ? folder.FullName
        : Find(folder.Parent);
}
