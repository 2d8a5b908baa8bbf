using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AutopilotReset.Web.Hosting;

/// <summary>
/// One entry of the log, one line: names come from devices and error texts from Graph, and a line break in one of them would write an entry that nobody made
/// (faults.md, Log/audit injection). <c>Logging:Console:FormatterName</c> chooses another.
/// </summary>
internal sealed class OneLineFormatter(TimeProvider time) : ConsoleFormatter(Called)
{
    public const string Called = "one-line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var line = new StringBuilder();
        line.Append(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append(' ').Append(Word(logEntry.LogLevel)).Append(' ').Append(logEntry.Category);
        if (logEntry.EventId.Id != 0)
            line.Append(CultureInfo.InvariantCulture, $"[{logEntry.EventId.Id}]");
        Append(line.Append(": "), logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
            Append(line.Append(" | "), exception.ToString());
        textWriter.Write(line.Append(Environment.NewLine).ToString());
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

    /// <summary>Line breaks as ⏎, other control and direction marks as ␦.</summary>
    private static void Append(StringBuilder line, string? text)
    {
        foreach (var c in (text ?? "").ReplaceLineEndings("⏎"))
            line.Append(char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '␦' : c);
    }
}
