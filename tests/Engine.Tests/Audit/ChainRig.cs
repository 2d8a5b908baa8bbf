using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Audit;

/// <summary>A chain of entries in a file, and hands that reach past the console.</summary>
internal sealed class ChainRig : IDisposable
{
    public ChainRig(int entries = 0)
    {
        File = new TestDatabase(AuditSchema.Sqlite);
        for (var i = 1; i <= entries; i++)
            AppendAsync(Draft(i)).GetAwaiter().GetResult();
    }

    public TestDatabase File { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 12, 9, 0, 0, TimeSpan.Zero));

    public IReadOnlyList<AuditTrigger> Triggers
    {
        get
        {
            using var db = File.Open();
            return db.Dialect.AuditTriggers;
        }
    }

    public IAuditTrail Trail => TrailOver(File.Console);

    public static AuditDraft Draft(int number) => new("test.entry", People.Operator.Account(), $"Entry {number}.", new Dictionary<string, string?> { ["number"] = $"{number}" })
    {
        BatchId = Guid.Parse("00000000-0000-7000-8000-000000000001"),
        ManagedDeviceId = Devices.ManagedId(number),
        EntraDeviceId = Devices.EntraId(number),
        DeviceName = $"PC-{number}",
        Serial = Devices.Serial(number),
    };

    public IAuditTrail TrailOver(ConsoleDatabase database) =>
        new AuditTrail(database, new ChainVerifier(database, TestDatabase.Identity, Time), TestDatabase.Identity, Time);

    public Task AppendAsync(params IEnumerable<AuditDraft> drafts) =>
        File.Console.WriteAsync(db => AuditChain.AppendAsync(db, TestDatabase.Tenant, Time.GetUtcNow(), drafts, default), default);

    /// <summary>Runs SQL as somebody would who first takes the triggers away.</summary>
    public void Tamper(string sql)
    {
        foreach (var trigger in Triggers)
            File.DropAuditTrigger(trigger.Name);
        File.Execute(sql);
        File.MakeAuditTriggers();
    }

    public Task<ChainReport> VerifyAsync() => Trail.VerifyAsync(People.Auditor, null, default);

    public void Dispose() => File.Dispose();
}
