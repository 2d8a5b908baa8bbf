using AutopilotReset.Web.Hosting.Checks;

namespace AutopilotReset.Web.Hosting;

/// <summary>From the command line to the last request; what is wrong at start is told in lines, all of them at once.</summary>
internal static class ConsoleStart
{
    /// <returns>The process's exit code: 0 after an orderly end, 1 when the console could not start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplication? app = null;
        try
        {
            var builder = ConsoleHost.CreateBuilder(args);
            var mistakes = ConfigurationCheck.Of(builder.Configuration);
            if (mistakes.Count > 0)
                return StartFailure.Tell(Console.Error, mistakes);
            app = ConsoleHost.Build(builder);
            await ConsoleHost.PrepareAsync(app, CancellationToken.None);
            await app.StartAsync();
        }
        catch (Exception failure)
        {
            return StartFailure.Tell(Console.Error, StartFailure.CausesOf(failure));
        }

        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }
}
