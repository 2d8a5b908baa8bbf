namespace AutopilotReset.Shared.Console;

/// <summary>When a batch is sent, and where that stands.</summary>
public sealed record BatchTiming
{
    /// <summary>As it was confirmed, or why it cannot be read; nothing is sent then.</summary>
    public required string Words { get; init; }

    /// <summary>It cannot be read.</summary>
    public bool Unreadable { get; init; }

    /// <summary>The chosen start, "Fri 27 Nov 2026 22:00 Europe/Berlin = 21:00 UTC"; <c>null</c> where none was chosen.</summary>
    public string? Start { get; init; }

    /// <summary>The first instant at which it may be sent; <c>null</c>: the clock lets it be sent now, or it does not depend on the clock.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>When the window that is open closes; <c>null</c> where none is open.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Something of it was sent, or somebody stood for it anew after its start was missed.</summary>
    public bool Begun { get; init; }

    /// <summary>When it begins no more by itself; <c>null</c> where no start was chosen, or it has begun.</summary>
    public DateTimeOffset? MissedAfter { get; init; }

    /// <summary>Its start was missed, and a person has to stand for it anew or cancel it.</summary>
    public bool Missed { get; init; }
}
