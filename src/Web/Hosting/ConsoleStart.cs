using AutopilotReset.Engine.Hosting;

namespace AutopilotReset.Web.Hosting;

/// <summary>The console's own part of <see cref="ProgramStart"/>.</summary>
internal static class ConsoleStart
{
    /// <returns>The process's exit code: 0 after an orderly end, 1 when the console could not start.</returns>
    public static Task<int> RunAsync(string[] args) => ProgramStart.RunAsync(() => ConsoleHost.CreateBuilder(args), ConsoleHost.Build, AddressChecks.Check);

    /// <summary>What is wrong with the configuration; nothing when the application was built.</summary>
    internal static IReadOnlyList<string> Mistakes(WebApplicationBuilder builder, out WebApplication? app) =>
        ProgramStart.Mistakes(builder, ConsoleHost.Build, out app, AddressChecks.Check);
}
