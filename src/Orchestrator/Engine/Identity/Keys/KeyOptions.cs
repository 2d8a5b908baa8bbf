using AutopilotReset.Engine.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Identity.Keys;

/// <summary>Section <c>Keys</c>: what wraps the data-protection keys.</summary>
public sealed class KeyOptions
{
    /// <summary>What is said where PostgreSQL is used without it.</summary>
    public const string CertificateNeeded = "Keys:CertificatePath: missing; with Database:Provider = Postgres every node must wrap the data-protection keys with the same certificate (PKCS #12).";

    /// <summary>Path of the key file; default: beside the database, its name with <c>.key</c> appended. Not used on Windows (DPAPI) or with a certificate.</summary>
    public string? File { get; set; }

    /// <summary>Path of a PKCS #12 file whose certificate wraps the keys instead.</summary>
    public string? CertificatePath { get; set; }

    public string? CertificatePassword { get; set; }

    /// <summary>The key file that the configuration means.</summary>
    /// <exception cref="InvalidOperationException">On PostgreSQL there is no file beside the database, and every node needs the same: a certificate wraps the keys there.</exception>
    public static string PathOf(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["Keys:File"] is { Length: > 0 } configured)
            return configured;
        if (DatabaseOptions.NamesPostgres(configuration))
            throw new InvalidOperationException(CertificateNeeded);
        var database = new SqliteConnectionStringBuilder(configuration.GetConnectionString("Console")).DataSource;
        return Path.GetFullPath(database) + ".key";
    }
}
