using AutopilotReset.Engine.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>The whole model. One sealed context per database adds its conventions; each entity's mapping stands in an <c>IEntityTypeConfiguration</c> of its own.</summary>
public abstract class ConsoleDbContext(DbContextOptions options) : DbContext(options)
{
    private readonly List<Change> _announced = [];

    /// <summary>What this database does differently.</summary>
    public abstract Dialect Dialect { get; }

    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<DeviceRequest> Requests => Set<DeviceRequest>();
    public DbSet<SendAttempt> Attempts => Set<SendAttempt>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    /// <summary>Told to open pages once the transaction has committed.</summary>
    public IReadOnlyList<Change> Announced => _announced;

    public void Announce(ChangeKind kind, Guid? id = null)
    {
        var change = new Change(kind, id);
        if (!_announced.Contains(change))
            _announced.Add(change);
    }

    /// <summary>A pooled context is used again: what it announced does not stay with it.</summary>
    public override ValueTask DisposeAsync()
    {
        _announced.Clear();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    public override void Dispose()
    {
        _announced.Clear();
        GC.SuppressFinalize(this);
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ConsoleDbContext).Assembly);
        modelBuilder.HasDbFunction(() => LikePattern.Fold(default!)).HasName("lower").IsBuiltIn();
    }
}
