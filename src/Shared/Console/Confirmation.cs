using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Shared.Console;

/// <summary>What an admin typed and saw when confirming.</summary>
public sealed record Confirmation
{
    public required Guid ReviewId { get; init; }
    public required string FrozenHash { get; init; }
    public required NextUser NextUser { get; init; }

    /// <summary>For a reset: the number of devices, typed by hand.</summary>
    public string? TypedCount { get; init; }

    /// <summary>For a wipe: the serial, typed by hand.</summary>
    public string? TypedSerial { get; init; }

    public required string Justification { get; init; }
    public string? Ticket { get; init; }

    /// <summary>How it goes out; <c>null</c>: everything in one wave, and failures halt nothing.</summary>
    public WavePlan? Waves { get; init; }

    /// <summary>When it may be sent; <c>null</c>: now, and at any time.</summary>
    public Timing? Timing { get; init; }

    /// <summary>How many devices of one site may rebuild at the same time; <c>null</c>: any number.</summary>
    public SiteCap? Sites { get; init; }
}
