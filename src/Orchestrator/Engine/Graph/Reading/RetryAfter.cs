using System.Globalization;

namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>How long Graph asks a reader to wait.</summary>
internal static class RetryAfter
{
    /// <summary>Where nothing is said: Intune often omits it (faults.md, R4).</summary>
    public static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(10);

    /// <summary>A read is worth asking for again after this, whatever was said.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Seconds, which may be fractional (graph.md §9), or a date. Between zero and <see cref="Longest"/>.</summary>
    public static TimeSpan Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var wait = Unsaid;
        if (response.Headers.TryGetValues("Retry-After", out var values) && values.FirstOrDefault() is { } text)
        {
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
                wait = TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
            else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                wait = at - now;
        }

        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
