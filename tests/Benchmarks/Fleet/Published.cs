using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>Publishes a project of this repository as it is deployed: for a known system, so that code is compiled ahead (decision 0016).</summary>
internal static class Published
{
    public static async Task IntoAsync(string folder, params string[] project)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { "publish", Path.Combine([Root(), .. project]), "-c", "Release", "-o", folder, "-v", "q", "--nologo" } };
        if (IsKnownSystem)
        {
            foreach (var argument in new[] { "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained" })
                start.ArgumentList.Add(argument);
        }

        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"{project[^1]} could not be published.");
    }

    private static bool IsKnownSystem => RuntimeInformation.RuntimeIdentifier is "linux-x64" or "win-x64";

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Run it inside the repository, or name a published console with --console PATH.");
    }
}
