using AutopilotReset.Engine.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AutopilotReset.Engine.Hosting;

/// <summary>
/// The log at the terminal: every entry begins a line of its own and nothing else does. A device that calls itself <c>X\r\ninfo: all is well</c> forges none
/// (faults.md, log injection), and what looks like a token is hidden. <c>Logging:Console:FormatterName</c> chooses another one.
/// </summary>
internal sealed class OneLineConsole() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "one-line";

    private const string Indent = "      ";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter?.Invoke(logEntry.State, logEntry.Exception) ?? "";
        textWriter.WriteLine($"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {LogText.Clean(message)}");
        for (var failure = logEntry.Exception; failure is not null; failure = failure.InnerException)
        {
            textWriter.WriteLine($"{Indent}{failure.GetType()}: {LogText.Clean(failure.Message)}");
            foreach (var place in LogText.Places(failure).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                textWriter.WriteLine(Indent + place.TrimEnd());
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
