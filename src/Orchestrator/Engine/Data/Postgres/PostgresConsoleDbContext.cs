using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AutopilotReset.Engine.Data.Postgres;

/// <summary>
/// The model on PostgreSQL: times are <c>timestamptz</c> in UTC, cut to its microseconds before they are written; texts compare and sort by their bytes
/// (collation "C"), as they do on SQLite, whatever the server's language.
/// </summary>
public sealed class PostgresConsoleDbContext(DbContextOptions<PostgresConsoleDbContext> options) : ConsoleDbContext(options)
{
    public override Dialect Dialect => PostgresDialect.Only;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => (p.GetProviderClrType() ?? p.ClrType) == typeof(string)))
            property.SetCollation("C");
    }

    private sealed class UtcMicroseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        value => new DateTimeOffset(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        stored => stored);
}
