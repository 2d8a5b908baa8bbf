using System.Threading.Channels;
using AutopilotReset.Engine;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutopilotReset.Providers.Tests;

/// <summary>Two nodes on one server: what one commits the other hears.</summary>
public sealed class ChangeListenerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestDatabase _database = new();
    private readonly ChangeFeed _hers = new();
    private readonly ChangeFeed _his = new();
    private readonly Channel<Change> _heard = Channel.CreateUnbounded<Change>();
    private ConsoleDatabase _her = null!;
    private ConsoleDatabase _him = null!;
    private ChangeListener _listener = null!;

    public async ValueTask InitializeAsync()
    {
        (_her, _him) = (new ConsoleDatabase(_database.Open, _hers), new ConsoleDatabase(_database.Open, _his));
        _his.Subscribe(change => _heard.Writer.TryWrite(change));
        _listener = new ChangeListener(new DatabaseOptions(true, _database.Connection), _his, new EngineHealth(TimeProvider.System), TimeProvider.System, NullLogger<ChangeListener>.Instance);
        await _listener.StartAsync(default);
        await ConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(default);
        _listener.Dispose();
        _her.Dispose();
        _him.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Write_OnOneNode_IsHeardOnTheOther()
    {
        var batch = Guid.CreateVersion7();

        await _her.WriteAsync(db => Announce(db, ChangeKind.Batch, batch), default);

        Assert.Equal(new Change(ChangeKind.Batch, batch), await NextAsync());
    }

    [Fact]
    public async Task Write_RolledBack_IsHeardByNobody()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _her.WriteAsync(async db =>
        {
            await Announce(db, ChangeKind.Guard);
            throw new InvalidOperationException("Rolled back.");
        }, default));
        await _her.WriteAsync(db => Announce(db, ChangeKind.Audit), default);

        Assert.Equal(ChangeKind.Audit, (await NextAsync()).Kind);
    }

    [Fact]
    public async Task Write_OfTheListeningNodeItself_IsToldOnce()
    {
        await _him.WriteAsync(db => Announce(db, ChangeKind.Guard), default);
        await _her.WriteAsync(db => Announce(db, ChangeKind.Audit), default);

        Assert.Equal([ChangeKind.Guard, ChangeKind.Audit], [(await NextAsync()).Kind, (await NextAsync()).Kind]);
    }

    [Fact]
    public async Task Write_ThousandsOfChanges_ArriveInOneSmallMessage()
    {
        await _her.WriteAsync(db =>
        {
            for (var i = 0; i < 3_000; i++)
                db.Announce(ChangeKind.Request, Guid.CreateVersion7());
            return Task.CompletedTask;
        }, default);

        Assert.Equal(new Change(ChangeKind.Request, null), await NextAsync());
    }

    [Fact]
    public async Task Listener_ConnectionLost_ConnectsAgainAndSaysThatAllMayHaveChanged()
    {
        PostgresServer.Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '" + ChangeListener.ConnectionName + "' AND datname = '" + NameOf() + "'");

        await ConnectedAsync();
        await _her.WriteAsync(db => Announce(db, ChangeKind.Guard), default);
        Assert.Equal(new Change(ChangeKind.Guard, null), await NextAsync());
    }

    private string NameOf() => new Npgsql.NpgsqlConnectionStringBuilder(_database.Connection).Database!;

    /// <summary>Once it listens it says that everything may have changed.</summary>
    private async Task ConnectedAsync()
    {
        foreach (var kind in Enum.GetValues<ChangeKind>())
            Assert.Equal(new Change(kind, null), await NextAsync());
    }

    private Task<Change> NextAsync() => _heard.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private static Task Announce(ConsoleDbContext db, ChangeKind kind, Guid? id = null)
    {
        db.Announce(kind, id);
        return Task.CompletedTask;
    }
}
