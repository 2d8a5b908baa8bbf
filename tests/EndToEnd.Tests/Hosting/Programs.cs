namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>What tests/run published, or, in a developer's loop, what was built last.</summary>
internal static class Programs
{
    public static string PracticeTenant => Find("SIMULATOR_DLL", "src/Simulator", "AutopilotReset.Simulator.dll");

    public static string Console => Find("CONSOLE_DLL", "src/Web", "AutopilotReset.Web.dll");

    private static string Find(string variable, string project, string dll)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } published)
            return published;
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "AutopilotReset.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Not inside the repository.");
        return Directory.GetFiles(Path.Combine(root, project, "bin"), dll, SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            ?? throw new InvalidOperationException($"{variable} is not set and {project} is not built. Run tests/run.");
    }
}
