using System.Diagnostics;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>
/// Runs a figure of the engine at work in a build as console and worker are deployed, so that it is not the compiler that is measured. <c>--as-built 1</c> measures this build instead.
/// </summary>
internal static class AsDeployed
{
    private const string Here = "as-built";

    /// <param name="options">What the command line asks for.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="run">The figure.</param>
    public static async Task<int> RunAsync(Options options, IReadOnlyList<string> arguments, Func<Options, Task<int>> run)
    {
        if (options.Number(Here, 0) == 1)
            return await run(options);
        var folder = Directory.CreateTempSubdirectory("benchmarks-").FullName;
        try
        {
            await Published.IntoAsync(folder, "tests", "Benchmarks", "Benchmarks.csproj");
            var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "AutopilotReset.Benchmarks.dll"), .. arguments, $"--{Here}", "1"]) { UseShellExecute = false };
            using var program = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
            await program.WaitForExitAsync();
            return program.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
