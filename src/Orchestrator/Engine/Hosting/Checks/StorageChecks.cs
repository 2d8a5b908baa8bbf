using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity.Keys;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>The database and what wraps its keys.</summary>
internal static class StorageChecks
{
    private const string Database = DatabaseOptions.ConnectionKey;

    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        var postgres = DatabaseOptions.NamesPostgres(configuration);
        if (!postgres && !DatabaseOptions.NamesSqlite(configuration))
            mistakes.Add(DatabaseOptions.ProviderKey, $"\"{configuration[DatabaseOptions.ProviderKey]}\" is neither Sqlite nor Postgres.");
        if (postgres ? CheckServer(configuration, mistakes) : CheckDatabase(configuration.GetConnectionString("Console"), mistakes))
            CheckKeys(configuration, mistakes);
    }

    /// <summary>Whether it can be reached is found out at start; here, whether it says where.</summary>
    private static bool CheckServer(IConfiguration configuration, Mistakes mistakes)
    {
        foreach (var problem in DatabaseOptions.PostgresProblems(configuration.GetConnectionString("Console")))
            mistakes.Add(Database, problem);
        if (configuration["Keys:CertificatePath"] is { Length: > 0 })
            return true;
        mistakes.Add("Keys:CertificatePath", KeyOptions.CertificateNeeded[(KeyOptions.CertificateNeeded.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return false;
    }

    private static bool CheckDatabase(string? connection, Mistakes mistakes)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            mistakes.Add(Database, "missing; for example \"Data Source=/var/lib/autopilot-reset/console.db\".");
            return false;
        }

        try
        {
            var settings = new SqliteConnectionStringBuilder(connection);
            if (settings.DataSource.Length == 0 || settings.Mode == SqliteOpenMode.Memory || settings.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            {
                mistakes.Add(Database, "must name a file (Data Source=…): what was sent has to survive a restart.");
                return false;
            }

            var folder = Path.GetDirectoryName(Path.GetFullPath(settings.DataSource));
            if (Directory.Exists(folder))
                return true;
            mistakes.Add(Database, $"the folder {folder} does not exist.");
            return false;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or NotSupportedException)
        {
            mistakes.Add(Database, $"cannot be read: {failure.Message}");
            return false;
        }
    }

    private static void CheckKeys(IConfiguration configuration, Mistakes mistakes)
    {
        if (configuration["Keys:CertificatePath"] is { Length: > 0 } certificate)
            EntraChecks.CheckFile("Keys:CertificatePath", certificate, configuration["Keys:CertificatePassword"], mistakes);
        else if (!OperatingSystem.IsWindows() && KeyFile.Problem(KeyOptions.PathOf(configuration)) is { } problem)
            mistakes.Add("Keys:File", problem);
    }
}
