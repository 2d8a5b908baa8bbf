using AutopilotReset.Engine.Hosting.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Hosting;

/// <summary>From the command line to the end of a program with the engine in it; what is wrong at start is told in lines, all of them at once.</summary>
public static class ProgramStart
{
    /// <param name="create">Reads the configuration.</param>
    /// <param name="build">Composes the program.</param>
    /// <param name="more">Checks of the configuration that only this program has.</param>
    /// <returns>The process's exit code: 0 after an orderly end, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(
        Func<WebApplicationBuilder> create, Func<WebApplicationBuilder, WebApplication> build, params Action<IConfiguration, Mistakes>[] more)
    {
        ArgumentNullException.ThrowIfNull(create);
        WebApplication? app = null;
        try
        {
            var builder = create();
            builder.Logging.AddConsoleFormatter<OneLineConsole, ConsoleFormatterOptions>();
            var mistakes = Mistakes(builder, build, out app, more);
            if (mistakes.Count > 0)
                return StartFailure.Tell(System.Console.Error, mistakes);
            await EngineStart.PrepareAsync(app!.Services, CancellationToken.None);
            await app.StartAsync();
        }
        catch (Exception failure)
        {
            return StartFailure.Tell(System.Console.Error, StartFailure.CausesOf(failure));
        }

        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>What the checks find, and what each part's own options find; a part that cannot even be composed adds nothing to a known mistake.</summary>
    public static IReadOnlyList<string> Mistakes(
        WebApplicationBuilder builder, Func<WebApplicationBuilder, WebApplication> build, out WebApplication? app, params Action<IConfiguration, Mistakes>[] more)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(build);
        var mistakes = ConfigurationCheck.Of(builder.Configuration, more).ToList();
        app = null;
        try
        {
            app = build(builder);
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
