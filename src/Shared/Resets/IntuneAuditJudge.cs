namespace AutopilotReset.Shared.Resets;

/// <summary>One attempt to send, as Intune's audit is asked about it.</summary>
/// <param name="ActorId">Entra object id of the admin it was sent as.</param>
/// <param name="ApplicationId">This console's own application id, lower-case; empty when not known.</param>
/// <param name="From">When the intent was committed, by our clock.</param>
/// <param name="Until">When the answer was recorded, or the present.</param>
public sealed record SentOrder(string ManagedDeviceId, string ActorId, string ApplicationId, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// What Intune's own audit says about an order. Pure. An entry proves that Intune took an order; that there is none proves nothing, since entries come late.
/// </summary>
public static class IntuneAuditJudge
{
    /// <summary>How far Intune's clock and ours may lie apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>An answer may be lost long before Intune has done what was asked.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>The entry that shows the order taken, or <c>null</c>.</summary>
    public static IntuneAuditEntry? Taken(IReadOnlyList<IntuneAuditEntry> entries, SentOrder order)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(order);
        return entries.FirstOrDefault(e => e.ManagedDeviceId == order.ManagedDeviceId && IsOurs(e, order.ActorId, order.ApplicationId) && IsSuccess(e)
            && e.At >= order.From - ClockSkew && e.At <= order.Until + Late);
    }

    /// <summary>By this console, or by the admin it sent as. Whoever else resets the device tells nothing about our order.</summary>
    public static bool IsOurs(IntuneAuditEntry entry, string actorId, string applicationId)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (applicationId.Length > 0 && string.Equals(entry.ApplicationId, applicationId, StringComparison.OrdinalIgnoreCase))
            || string.Equals(entry.ActorId, actorId, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An entry without a result is not taken for a failure.</summary>
    public static bool IsSuccess(IntuneAuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Result is null || string.Equals(entry.Result, "Success", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An entry as words.</summary>
    public static string Describe(IntuneAuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return $"\"{entry.ActivityType}\" at {EvidenceWords.Time(entry.At)} by {entry.ActorName ?? "somebody it does not name"} ({entry.Result ?? "no result"})";
    }
}
