using System.Globalization;
using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>The rows without which nothing is sent, at start: the kill switch, and what was changed of the guards' numbers.</summary>
public static class GuardRows
{
    /// <summary>
    /// Makes sure that the rows exist. One that vanished comes back as the audit last had it, so that losing it opens nothing.
    /// </summary>
    public static async Task EnsureAsync(ConsoleDbContext db, string tenant, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!await db.Set<KillSwitchRow>().AnyAsync(k => k.Tenant == tenant, stop))
            await AddKillSwitchAsync(db, tenant, stop);
        if (!await db.Set<GuardNumbersRow>().AnyAsync(n => n.Tenant == tenant, stop))
            await AddNumbersAsync(db, tenant, stop);
    }

    private static async Task AddKillSwitchAsync(ConsoleDbContext db, string tenant, CancellationToken stop)
    {
        var last = await db.AuditEntries
            .Where(e => e.Tenant == tenant && (e.Type == AuditEvents.KillSwitchOn || e.Type == AuditEvents.KillSwitchOff))
            .OrderByDescending(e => e.Seq)
            .FirstOrDefaultAsync(stop);
        db.Add(last is { Type: AuditEvents.KillSwitchOn }
            ? new KillSwitchRow { Tenant = tenant, On = true, Reason = last.Text, By = last.ActorName, Since = last.At }
            : new KillSwitchRow { Tenant = tenant });
    }

    private static async Task AddNumbersAsync(ConsoleDbContext db, string tenant, CancellationToken stop)
    {
        var (numbers, changes) = (new Dictionary<GuardNumber, int>(), new Dictionary<GuardNumber, ChangedNumber>());
        foreach (var entry in await db.AuditEntries.AsNoTracking().Where(e => e.Tenant == tenant && e.Type == AuditEvents.GuardChanged).OrderBy(e => e.Seq).ToListAsync(stop))
        {
            var (number, value, because) = Read(entry);
            numbers[number] = value;
            changes[number] = new ChangedNumber(number, entry.ActorName, entry.At, because);
        }

        db.Add(new GuardNumbersRow { Tenant = tenant, Numbers = FrozenNumbers.Write(numbers), Changes = [.. changes.Values] });
    }

    /// <exception cref="GuardsUnreadableException">The entry is damaged: what it changed cannot be known, and the start fails rather than go by another number.</exception>
    private static (GuardNumber Number, int Value, string Because) Read(AuditEntry entry)
    {
        try
        {
            using var json = JsonDocument.Parse(entry.Bytes);
            var payload = json.RootElement.GetProperty("payload");
            return (Enum.Parse<GuardNumber>(payload.GetProperty("number").GetString()!), int.Parse(payload.GetProperty("to").GetString()!, CultureInfo.InvariantCulture), payload.GetProperty("reason").GetString()!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new GuardsUnreadableException($"entry {entry.Seq} of the audit changed a number of the guards and cannot be read: {e.Message}", e);
        }
    }
}
