using AutopilotReset.Engine;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Hosting.Checks;

namespace AutopilotReset.Worker;

/// <summary>What would make a worker pointless.</summary>
internal static class WorkerChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        if (DatabaseOptions.NamesSqlite(configuration))
            mistakes.Add(DatabaseOptions.ProviderKey, "must be Postgres for a worker: it shares the database with consoles, and a SQLite file serves one process.");
        if (bool.TryParse(configuration[EngineRole.Key], out var runs) && !runs)
            mistakes.Add(EngineRole.Key, "is false, and running the engine is all that a worker does.");
    }
}
