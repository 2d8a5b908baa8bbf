using AutopilotReset.Shared.Console;

namespace AutopilotReset.Shared.Resets;

/// <summary>All that <see cref="EvidenceJudge"/> may look at: what was, what is, and what was known already.</summary>
public sealed record EvidenceQuestion
{
    public required OrderKind Kind { get; init; }
    public required DeviceState State { get; init; }

    /// <summary>What was true just before the POST.</summary>
    public required Snapshot Before { get; init; }

    /// <summary>By our clock: when Graph accepted the order or, where no answer came, when the intent was committed.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    public required Observation Now { get; init; }
    public required KnownEvidence Known { get; init; }

    /// <summary>How far our clock and Intune's may lie apart.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>What earlier looks established. Evidence is never taken back.</summary>
public sealed record KnownEvidence
{
    public EvidenceGrade Grade { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>The look before this one; <c>null</c> at the first.</summary>
    public Observation? Previous { get; init; }

    /// <summary>Holders known to have been changed by a person rather than by the reset: their change proves nothing.</summary>
    public IReadOnlySet<Holder> ChangedByHand { get; init; } = new HashSet<Holder>();
}

/// <summary>A signal to apply, with its grounds.</summary>
/// <param name="Text">The grounds in one sentence.</param>
/// <param name="Values">The evidence by name, each as <c>old → new</c>.</param>
public sealed record EvidenceSignal(Signal Signal, string Text, IReadOnlyDictionary<string, string?> Values);

/// <summary>What one look established.</summary>
public sealed record EvidenceJudgement
{
    /// <summary>In the order in which they are to be applied; empty when nothing new was learnt.</summary>
    public required IReadOnlyList<EvidenceSignal> Signals { get; init; }

    /// <summary>Never lower than what was known.</summary>
    public required EvidenceGrade Grade { get; init; }

    /// <summary>A check-in after the order, by Intune's clock.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When the device was reset, by Intune's clock: the report's time, else the new enrolment date; <c>null</c> when neither is known.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>Holders found changed although the device had not been in touch: to be remembered, see <see cref="KnownEvidence.ChangedByHand"/>.</summary>
    public IReadOnlySet<Holder> ChangedByHand { get; init; } = new HashSet<Holder>();

    /// <summary>New action results whose names we do not know: shown raw, never counted.</summary>
    public IReadOnlyList<string> UnknownActions { get; init; } = [];
}
