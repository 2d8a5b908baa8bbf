using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Hosting;

namespace AutopilotReset.Web.Hosting;

/// <summary>The console's own part of <see cref="ProgramStart"/>.</summary>
internal static class ConsoleStart
{
    /// <returns>The process's exit code: 0 after an orderly end, 1 when the console could not start or the backup could not be made.</returns>
    public static Task<int> RunAsync(string[] args) => args is [Backup.Command, ..] ? Task.FromResult(BackUp(args)) : ProgramStart.RunAsync(() => ConsoleHost.CreateBuilder(args), ConsoleHost.Build, AddressChecks.Check);

    /// <summary><c>backup FILE</c>: beside a running console too.</summary>
    private static int BackUp(string[] args)
    {
        try
        {
            if (args is not [_, var file])
                throw new InvalidOperationException($"Say where to: {Backup.Command} FILE");
            System.Console.Out.WriteLine(Backup.Make(ConsoleHost.CreateBuilder([]).Configuration, file));
            return 0;
        }
        catch (Exception failure)
        {
            System.Console.Error.WriteLine($"No backup was made: {string.Join(' ', StartFailure.CausesOf(failure))}");
            return StartFailure.ExitCode;
        }
    }

    /// <summary>What is wrong with the configuration; nothing when the application was built.</summary>
    internal static IReadOnlyList<string> Mistakes(WebApplicationBuilder builder, out WebApplication? app) =>
        ProgramStart.Mistakes(builder, ConsoleHost.Build, out app, AddressChecks.Check);
}
