using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

/// <summary>A file as the first version left it, with an armed order and an audit, comes up in this one with everything that it held.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string FirstVersion = "20261123045700_AuditTriggers";
    private const string Batch = "019A0000-0000-7000-8000-000000000001";
    private const string Request = "019A0000-0000-7000-8000-000000000002";
    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("console-upgrade-").FullName;

    private string Connection => $"Data Source={Path.Combine(_folder, "console.db")};Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Migrate_FileOfTheFirstVersion_KeepsEverything()
    {
        await OldFileAsync();

        await new DatabaseStart(Open, alone: true).MigrateAsync(TestContext.Current.CancellationToken);

        using var database = new ConsoleDatabase(Open, new ChangeFeed());
        var request = await database.ReadAsync(db => db.Requests.SingleAsync());
        Assert.Equal((Guid.Parse(Request), DeviceState.Pending, At, "NB-1"), (request.Id, request.State, request.ArmedSince, request.Name));
        Assert.Equal(("NB-1", "managed"), (request.Confirmed.Name, request.Before!.ManagementState));
        Assert.Equal((Guid.Parse(Batch), BatchState.Sent, "Leaver"), await database.ReadAsync(db => db.Batches.Select(b => ValueTuple.Create(b.Id, b.State, b.Justification)).SingleAsync()));

        // A batch from before the waves goes out as it was confirmed: in one.
        Assert.Equal((0, 1, 0), (request.Wave, await database.ReadAsync(db => db.Batches.Select(b => b.Waves).SingleAsync()), await database.ReadAsync(db => db.Batches.Select(b => b.OpenWave).SingleAsync())));
        Assert.Same(WavePlan.OneWave, FrozenPlan.Of(await database.ReadAsync(db => db.Batches.SingleAsync())));

        // Nor does it need an approval that nobody spoke of, unless it is a wipe.
        var old = await database.ReadAsync(db => db.Batches.SingleAsync());
        Assert.Null(Approvals.Refuse(old, new GuardNumbers(), At));
        Run("UPDATE Batches SET Kind = 1");
        Assert.Equal("approval-wanted", Approvals.Refuse(await database.ReadAsync(db => db.Batches.SingleAsync()), new GuardNumbers(), At)?.Code);
        Assert.Equal(1, await database.ReadAsync(db => db.Attempts.CountAsync(a => a.LiveRequestId == request.Id)));
        Assert.Equal(41, await database.ReadAsync(db => db.Set<Lease>().Where(l => l.Name == LeaseNames.Dispatch).Select(l => l.Token).SingleAsync()));
        var report = await new ChainVerifier(database, TestDatabase.Identity, new FakeTimeProvider(At)).VerifyAsync(null, default);
        Assert.Equal((2, null), (report.Entries, report.Problem));
        await database.ReadAsync(async db =>
        {
            await TriggerCheck.RequireAsync(db, default);
            return true;
        });
    }

    [Fact]
    public async Task Migrate_LockLeftByAKilledProcess_DoesNotWait()
    {
        await OldFileAsync();
        Run("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-23')");

        await new DatabaseStart(Open, alone: true).MigrateAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private async Task OldFileAsync()
    {
        await SqliteFile.MakeAsync(Connection, TestContext.Current.CancellationToken);
        await using (var db = Open())
            await db.GetService<IMigrator>().MigrateAsync(FirstVersion);
        const string person = """{"homeObjectId":"u","homeTenantId":"t","objectId":"ada","tenantId":"t","name":"Ada","userPrincipalName":"ada@contoso.example"}""";
        const string confirmed = """{"managedDeviceId":"m-1","entraDeviceId":"e-1","name":"NB-1"}""";
        const string before = """{"takenAt":"2026-11-23T08:59:58+00:00","actionResults":[],"holders":{"primaryUsers":[],"owners":[]},"managementState":"managed"}""";
        Run(
            $"INSERT INTO Batches (Id, Tenant, Kind, ReviewId, FrozenHash, NextUser, Justification, ConfirmedAt, ConfirmedBy, State, StandsSince, SendsAs, Version) VALUES ('{Batch}', '{TestDatabase.Tenant}', 0, '{Request}', 'h', 1, 'Leaver', {At.UtcTicks}, '{person}', {(int)BatchState.Sent}, {At.UtcTicks}, '{person}', 3)",
            $"INSERT INTO Requests (Id, BatchId, Tenant, Kind, Position, DeviceKey, ManagedDeviceId, EntraDeviceId, OpenManagedDeviceId, OpenEntraDeviceId, Name, Confirmed, ReleasedCodes, WasHybrid, State, Throttles, Before, Grade, ReportedOnly, AcceptedAt, ArmedSince, Findings, CreatedAt, ChangedAt, Version) VALUES ('{Request}', '{Batch}', '{TestDatabase.Tenant}', 0, 0, 'i-m-1', 'm-1', 'e-1', 'm-1', 'e-1', 'NB-1', '{confirmed}', '[]', 0, {(int)DeviceState.Pending}, 0, '{before}', 1, 0, {At.UtcTicks}, {At.UtcTicks}, '[]', {At.UtcTicks}, {At.UtcTicks}, 2)",
            $"INSERT INTO Attempts (Id, RequestId, BatchId, Tenant, Number, LiveRequestId, AccountId, Node, FencingToken, IntentAt, Status) VALUES ('019A0000-0000-7000-8000-000000000003', '{Request}', '{Batch}', '{TestDatabase.Tenant}', 1, '{Request}', 'u.t', 'old/1', 41, {At.UtcTicks}, 204)",
            $"INSERT INTO DispatchLeases (Tenant, Token, Node, ExpiresAt) VALUES ('{TestDatabase.Tenant}', 41, 'old/1', {At.UtcTicks})");
        using var database = new ConsoleDatabase(Open, new ChangeFeed());
        await database.WriteAsync(db => AuditChain.AppendAsync(db, TestDatabase.Tenant, At, [new AuditDraft("test.first", null, "One."), new AuditDraft("test.second", null, "Two.")], default), default);
    }

    private void Run(params string[] statements)
    {
        using var connection = new SqliteConnection(Connection);
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    private SqliteConsoleDbContext Open()
    {
        var options = new DbContextOptionsBuilder<SqliteConsoleDbContext>();
        DataServices.Configure(options, Connection);
        return new(options.Options);
    }
}
