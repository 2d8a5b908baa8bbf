using OpenTelemetry;
using OpenTelemetry.Logs;

namespace AutopilotReset.Engine.Telemetry.Export;

/// <summary>
/// Every text of a log record as one line that shows what is in it, without anything that looks like a token or a secret. An exception goes out as its type, its
/// cleaned message and the places in our code, since its own text holds whatever others answered.
/// </summary>
internal sealed class LogCleaner : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = Clean(data.FormattedMessage);
        var attributes = (data.Attributes ?? []).Select(a => KeyValuePair.Create(a.Key, Value(a.Value))).ToList();
        if (data.Exception is { } failure)
        {
            attributes.Add(new("exception.type", failure.GetType().FullName));
            attributes.Add(new("exception.message", Clean(failure.Message)));
            attributes.Add(new("exception.stacktrace", LogText.Places(failure)));
            data.Exception = null;
        }

        data.Attributes = attributes;
    }

    private static string? Clean(string? text) => text is null ? null : LogText.Clean(text);

    private static object? Value(object? value) => value switch
    {
        null or bool or int or long or double or float or Guid or DateTimeOffset or TimeSpan or Enum => value,
        _ => Clean(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
