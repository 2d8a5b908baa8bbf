using System.Diagnostics;

namespace AutopilotReset.Faults.Harness;

/// <summary>Where the programs are that a fault runs against.</summary>
internal static class Programs
{
    /// <summary>This program as it was built: the console without failpoints.</summary>
    public static string Console => Path.Combine(AppContext.BaseDirectory, "AutopilotReset.Faults.dll");

    /// <summary>The practice tenant, built beside this program.</summary>
    public static string Tenant => Path.Combine(AppContext.BaseDirectory, "AutopilotReset.Simulator.dll");

    /// <summary>The engine without the console.</summary>
    public static string Worker => Path.Combine(AppContext.BaseDirectory, "AutopilotReset.Worker.dll");

    /// <summary>The same console with failpoints: what tests/run built (<c>FAILPOINTS_DLL</c>), or built now.</summary>
    public static async Task<string> ConsoleWithFailpointsAsync()
    {
        if (Environment.GetEnvironmentVariable("FAILPOINTS_DLL") is { Length: > 0 } built)
            return built;
        var project = Path.Combine(Repository, "tests", "Faults");
        var start = new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "-p:Failpoints=true", "--nologo", "-v", "quiet"]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return build.ExitCode == 0
            ? Path.Combine(project, "bin", "failpoints", "Release", "net10.0", "AutopilotReset.Faults.dll")
            : throw new InvalidOperationException($"The build with failpoints failed:\n{said}");
    }

    private static string Repository
    {
        get
        {
            var root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "AutopilotReset.sln")))
                root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Not inside the repository.");
            return root;
        }
    }
}
