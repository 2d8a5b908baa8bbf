using AutopilotReset.Engine.Hosting;
using System.Globalization;
using AutopilotReset.Web.Hosting;
using Microsoft.Extensions.Hosting;

namespace AutopilotReset.Faults.Child;

/// <summary>
/// The console as a process of its own: composed as in the product, with its production settings, plus the address that confirms a batch by the real commands.
/// </summary>
internal static class ConsoleChild
{
    /// <summary>How much faster its monotonic clock runs.</summary>
    public const string Factor = "FAULTS_CLOCK_FACTOR";

    public static async Task<int> RunAsync()
    {
        var builder = ConsoleHost.CreateBuilder([]);
        var factor = double.Parse(Environment.GetEnvironmentVariable(Factor) ?? "1", CultureInfo.InvariantCulture);
        builder.Services.AddSingleton<TimeProvider>(factor > 1 ? new FastTime(factor) : TimeProvider.System);
        var mistakes = ConsoleStart.Mistakes(builder, out var app);
        if (mistakes.Count > 0)
            return StartFailure.Tell(Console.Error, mistakes);
        app!.MapConfirm();
        await ConsoleHost.PrepareAsync(app!, CancellationToken.None);
        await app!.StartAsync();
        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }
}
