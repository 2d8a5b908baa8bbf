using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Operations;

/// <summary>Whether the database can be written, and whether its audit is still guarded.</summary>
internal sealed class DatabaseProbe(ConsoleDatabase database)
{
    /// <summary>Writes for real, through the same door as everything else: a full disk, a lost file or a writer that never ends is found here.</summary>
    public async Task<string?> WritableAsync(CancellationToken stop) => MissingFile() ?? await database.WriteAsync(async db =>
    {
        var stamps = await db.Set<DeploymentStamp>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Cloud, x => x.Cloud), stop);
        return stamps == 1 ? null : "The database is not this deployment's: its stamp is missing.";
    }, stop);

    /// <summary>The triggers that keep the audit from being changed. A connection that was open before still shows those of a file that is gone.</summary>
    public async Task<string?> AuditGuardedAsync(CancellationToken stop) => MissingFile() ?? await database.ReadAsync(async db =>
    {
        await TriggerCheck.RequireAsync(db, stop);
        return (string?)null;
    });

    /// <summary>An open file that was deleted goes on being written on some systems, to nobody's use.</summary>
    private string? MissingFile() => database.File is { } file && !File.Exists(file) ? $"The file {file} is gone; what is written now is lost." : null;
}
