using System.Globalization;

namespace AutopilotReset.Web.Components.Parts;

/// <summary>Time as this browser sees it: one tick for all relative times of the page, and the browser's zone.</summary>
internal sealed class PageClock(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(20);
    /// <summary>Other machines' clocks run ahead by so much at most; what lies further ahead is meant to.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private ITimer? _timer;
    private Action? _ticked;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>UTC until the browser has told its own.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Calls back on any thread every 20 s, and when the zone becomes known, until disposed.</summary>
    public IDisposable OnTick(Action tick)
    {
        _ticked += tick;
        _timer ??= time.CreateTimer(_ => _ticked?.Invoke(), null, TickEvery, TickEvery);
        return new Ticking(this, tick);
    }

    /// <summary>Takes an IANA name such as <c>Europe/Berlin</c>; an unknown one leaves UTC.</summary>
    public void UseZone(string? ianaName)
    {
        if (ianaName is null || !TimeZoneInfo.TryFindSystemTimeZoneById(ianaName, out var zone))
            return;
        Zone = zone;
        _ticked?.Invoke();
    }

    /// <summary><c>Sun 22 Nov 2026 14:03:21 +01:00 (Europe/Berlin)</c>.</summary>
    public string Exact(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:ddd d MMM yyyy HH:mm:ss zzz} ({Zone.Id})");
    }

    /// <summary><c>12 Jun</c>, with the year where it is not this one.</summary>
    public string Day(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var format = local.Year == TimeZoneInfo.ConvertTime(Now, Zone).Year ? "d MMMM" : "d MMMM yyyy";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary><c>5 min ago</c>, <c>in 3 h</c>.</summary>
    public string Relative(DateTimeOffset at)
    {
        var span = Now - at;
        return span.Duration() < TimeSpan.FromSeconds(45) ? span < -Skew ? "in less than a minute" : "just now"
            : span > TimeSpan.Zero ? $"{Length(span)} ago"
            : $"in {Length(span.Negate())}";
    }

    /// <summary><c>45 s</c>, <c>12 min</c>, <c>2 h 20 min</c>, <c>5 d</c>.</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } => Invariant($"{Math.Round(span.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } => Invariant($"{Math.Round(span.TotalMinutes):0} min"),
        { TotalHours: < 3 } => span.Minutes == 0 ? Invariant($"{(int)span.TotalHours} h") : Invariant($"{(int)span.TotalHours} h {span.Minutes} min"),
        { TotalHours: < 48 } => Invariant($"{Math.Round(span.TotalHours):0} h"),
        { TotalDays: < 60 } => Invariant($"{Math.Round(span.TotalDays):0} d"),
        { TotalDays: < 730 } => Invariant($"{Math.Round(span.TotalDays / 30.4):0} months"),
        _ => Invariant($"{Math.Round(span.TotalDays / 365.25):0} years"),
    };

    /// <summary><c>12 min</c>, <c>3 h 12 min</c>, <c>2 d 3 h</c>; a begun minute counts.</summary>
    public static string Countdown(TimeSpan left)
    {
        var minutes = (long)Math.Ceiling(left.TotalMinutes);
        return minutes switch
        {
            <= 0 => "no time",
            1 => "less than a minute",
            < 60 => Invariant($"{minutes} min"),
            < 48 * 60 => Invariant($"{minutes / 60} h {minutes % 60} min"),
            _ => Invariant($"{minutes / 1440} d {minutes % 1440 / 60} h"),
        };
    }

    public void Dispose() => _timer?.Dispose();

    private sealed class Ticking(PageClock clock, Action tick) : IDisposable
    {
        public void Dispose() => clock._ticked -= tick;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
