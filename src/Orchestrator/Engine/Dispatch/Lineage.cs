using System.Globalization;
using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>What is remembered outside the database says of it.</summary>
internal enum Past
{
    /// <summary>It still holds what was last seen of it.</summary>
    Same,

    /// <summary>It does not: an older copy was put in its place.</summary>
    Older,

    /// <summary>Nobody here has seen it before.</summary>
    NeverSeen,
}

/// <summary>
/// Remembers how far the audit chain had got, in memory and, beside a database file, in a small file that no backup of the database holds. A database
/// restored from before a send does not know of the send; this does.
/// </summary>
internal sealed class Lineage(ConsoleDatabase database, TenantIdentity tenant)
{
    private Mark? _seen;
    private string? _file;

    public async Task<Past> CheckAsync(CancellationToken stop)
    {
        if ((_seen ?? await ReadAsync(stop)) is not { } mark)
            return Past.NeverSeen;
        var hash = await database.ReadAsync(db => db.AuditEntries.Where(e => e.Tenant == tenant.TenantId && e.Seq == mark.Seq).Select(e => e.Hash).FirstOrDefaultAsync(stop));
        return mark.Seq == 0 || (hash is not null && Convert.ToHexStringLower(hash) == mark.Hash) ? Past.Same : Past.Older;
    }

    /// <summary>Remembers the chain as it is now.</summary>
    public async Task NoteAsync(CancellationToken stop)
    {
        var head = await database.ReadAsync(db => db.AuditHeads.FirstOrDefaultAsync(h => h.Tenant == tenant.TenantId, stop));
        var mark = head is null ? new Mark(0, "") : new Mark(head.Seq, Convert.ToHexStringLower(head.Hash));
        if (mark == _seen)
            return;
        if (await FileAsync() is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{mark.Seq} {mark.Hash}"), stop);
            File.Move(file + ".new", file, overwrite: true);
        }

        _seen = mark;
    }

    private async Task<Mark?> ReadAsync(CancellationToken stop)
    {
        if (await FileAsync() is not { Length: > 0 } file || !File.Exists(file))
            return null;
        var parts = (await File.ReadAllTextAsync(file, stop)).Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var seq) ? new Mark(seq, parts[1]) : null;
    }

    /// <summary>Beside the database's file; empty where it is no file.</summary>
    private async Task<string> FileAsync() => _file ??= await database.ReadAsync(db =>
        Task.FromResult(db.Database.IsRelational() && db.Database.GetDbConnection().DataSource is { } source && File.Exists(source) ? source + ".seen" : ""));

    private sealed record Mark(long Seq, string Hash);
}
