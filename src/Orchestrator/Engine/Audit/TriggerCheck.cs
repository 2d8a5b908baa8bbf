using AutopilotReset.Engine.Data;

namespace AutopilotReset.Engine.Audit;

/// <summary>Start fails where the audit could be changed: the triggers must be there and be ours, word for word.</summary>
internal static class TriggerCheck
{
    /// <exception cref="InvalidOperationException">A trigger is missing or was replaced.</exception>
    public static async Task RequireAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var found = await db.Dialect.ReadAuditTriggersAsync(db, stop);
        foreach (var (name, statement) in db.Dialect.AuditTriggers)
        {
            var trigger = found.FirstOrDefault(t => t.Name == name)
                ?? throw new InvalidOperationException($"ConnectionStrings:Console: the audit's trigger {name} is missing or switched off, so its entries could be changed. Restore the database, or find out who removed it.");
            if (Squeezed(trigger.Statement) != Squeezed(statement))
                throw new InvalidOperationException($"ConnectionStrings:Console: the audit's trigger {name} is not the one this console made. Restore the database, or find out who replaced it.");
        }
    }

    private static string Squeezed(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';', ' ');
}
