using AutopilotReset.Web.Hosting.Checks;
using Microsoft.Extensions.Options;

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
            var mistakes = Mistakes(builder, out app);
            if (mistakes.Count > 0)
                return StartFailure.Tell(Console.Error, mistakes);
            await ConsoleHost.PrepareAsync(app!, CancellationToken.None);
            await app!.StartAsync();
        }
        catch (Exception failure)
        {
            return StartFailure.Tell(Console.Error, StartFailure.CausesOf(failure));
        }

        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>What the checks find, and what each part's own options find; a part that cannot even be composed adds nothing to a known mistake.</summary>
    internal static IReadOnlyList<string> Mistakes(WebApplicationBuilder builder, out WebApplication? app)
    {
        var mistakes = ConfigurationCheck.Of(builder.Configuration).ToList();
        app = null;
        try
        {
            app = ConsoleHost.Build(builder);
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception failure) when (mistakes.Count > 0 || failure is OptionsValidationException or AggregateException)
        {
            if (app is not null)
                mistakes.AddRange(StartFailure.CausesOf(failure).Where(cause => !mistakes.Exists(known => cause.StartsWith(known[..known.IndexOf(": ", StringComparison.Ordinal)], StringComparison.Ordinal))));
        }

        return mistakes;
    }
}
