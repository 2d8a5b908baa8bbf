using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>One entry of the protected or the held list. Removing deletes the row; the audit keeps both.</summary>
public sealed class GuardEntryRow
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required GuardList List { get; init; }
    public required GuardEntryKind Kind { get; init; }

    /// <summary>In the form in which it is compared: serials normalised, ids lower-case, names trimmed.</summary>
    public required string Value { get; init; }

    public string? Label { get; init; }
    public required string Reason { get; init; }
    public required string AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Somebody asked for its removal.</summary>
    public LooseningAsk? RemovalAsk { get; set; }

    internal GuardEntry Shown(Account viewer, DateTimeOffset now) => new(Id, List, Kind, Value, Label, Reason, AddedBy, AddedAt) { RemovalAsked = LooseningAsk.Shown(RemovalAsk, viewer, now) };
}
