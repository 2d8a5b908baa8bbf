using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AutopilotReset.Faults.Harness;

/// <summary>A database of the stage's own on a PostgreSQL server, and the certificate that every node there needs; disposing drops it.</summary>
internal sealed class PostgresStage : IDisposable
{
    private readonly string _server;
    private readonly string _name = "faults_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private readonly string _certificate;

    public PostgresStage(string server, string folder)
    {
        (_server, _certificate) = (server, Path.Combine(folder, "keys.pfx"));
        Run($"CREATE DATABASE {_name}");
        var now = TimeProvider.System.GetUtcNow();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllBytes(_certificate, certificate.Export(X509ContentType.Pfx));
    }

    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public IEnumerable<(string Name, string Value)> Settings =>
        [("Database__Provider", "Postgres"), ("ConnectionStrings__Console", Connection), ("Keys__CertificatePath", _certificate)];

    public ConsoleDbContext Open() => new PostgresConsoleDbContext(new DbContextOptionsBuilder<PostgresConsoleDbContext>().UseNpgsql(Connection, o => o.CommandTimeout(120)).Options);

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        Run($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private void Run(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Database = "postgres", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
