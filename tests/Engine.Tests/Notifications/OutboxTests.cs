using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Notifications;
using AutopilotReset.Engine.Tests.Operations;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Notifications;

/// <summary>From what happened to what a receiver got, over a real socket.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Road_OneResetToItsProof_TellsStartAndFinishOnce()
    {
        await using var engine = await StartAsync();
        var batch = await engine.ConfirmAsync("NB-CLEAN-01");
        await RoundsAsync(engine, 3);
        var started = Assert.Single(Events());
        Assert.Equal(("BatchStarted", batch.ToString(), "Autopilot Reset of 1 device confirmed by Ada Lindgren."), (started.Event, started.Batch, started.Text));
        Assert.Equal($"https://reset.contoso.example/resets/{batch}", started.Link);

        await engine.DispatchAsync(rounds: 4);
        await engine.FollowAsync(TimeSpan.FromHours(6));
        await RoundsAsync(engine, 3);

        Assert.Equal(["BatchStarted", "BatchFinished"], Events().Select(e => e.Event));
        Assert.Equal(1, engine.Tenant.Orders.CountFor("NB-CLEAN-01"));
        Assert.DoesNotContain("NB-CLEAN-01", string.Concat(_receiver.Taken.Select(t => t.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknowns_OfOneBatch_AreOneMessageAndThenSilenceForTenMinutes()
    {
        await using var engine = await StartAsync();
        await engine.ConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02");
        engine.Tenant.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", Status = 503 });
        await engine.DispatchAsync(rounds: 4);
        Assert.All(await engine.RequestsAsync(), r => Assert.Equal(DeviceState.Unknown, r.State));
        await RoundsAsync(engine, 2);

        var asked = Assert.Single(Events(), e => e.Event == "NeedsDecision");
        Assert.Equal(("2 became Unknown. Decide with the evidence in view.", 2), (asked.Text, asked.Count));

        await engine.Get<ConsoleDatabase>().WriteAsync(db => AddAsync(db, engine, NoticeKind.NeedsDecision, "Stalled", Guid.Parse(asked.Batch!)), default);
        await RoundsAsync(engine, 3);
        Assert.Single(Events(), e => e.Event == "NeedsDecision");
        engine.Time.Advance(Outbox.BetweenDecisions);
        await RoundsAsync(engine, 1);
        Assert.Equal(2, Events().Count(e => e.Event == "NeedsDecision"));
    }

    [Fact]
    public async Task Signature_IsTheReceiversOwnCalculation()
    {
        await using var engine = await StartAsync();
        await engine.ConfirmAsync("NB-CLEAN-01");
        await RoundsAsync(engine, 2);

        var (_, body, signature) = Assert.Single(_receiver.Taken);
        var seconds = signature!.Split(',')[0]["t=".Length..];
        Assert.Equal(engine.Time.GetUtcNow().ToUnixTimeSeconds(), long.Parse(seconds), 60d);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
        Assert.Equal($"t={seconds},v1={expected}", signature);
    }

    [Fact]
    public async Task Receiver_Failing_IsTriedAgainLaterAndSaidSoMeanwhile()
    {
        await using var engine = await StartAsync();
        _receiver.Answer = _ => Task.FromResult(500);
        await engine.ConfirmAsync("NB-CLEAN-01");
        await RoundsAsync(engine, 2);
        Assert.Single(_receiver.Taken);
        Assert.Contains(engine.Get<EngineHealth>().Rows, r => r is { What: "Notifications", State: HealthState.Degraded } && r.Text.Contains("127.0.0.1 answered 500", StringComparison.Ordinal));
        var channel = Assert.Single((await engine.Get<INotificationRoom>().GetAsync(engine.Ada, default)).Channels);
        Assert.Equal((HealthState.Degraded, 1), (channel.State, channel.Waiting));

        // Sends go on whatever becomes of messages.
        await engine.DispatchAsync(rounds: 4);
        Assert.Equal(1, engine.Tenant.Orders.CountFor("NB-CLEAN-01"));

        _receiver.Answer = _ => Task.FromResult(204);
        engine.Time.Advance(Courier.FirstRetry);
        await RoundsAsync(engine, 1);
        Assert.Equal(2, _receiver.Taken.Count);
        Assert.Equal(_receiver.Taken.First().Body, _receiver.Taken.Last().Body);
        Assert.Contains(engine.Get<EngineHealth>().Rows, r => r is { What: "Notifications", State: HealthState.Works });
        await RoundsAsync(engine, 2);
        Assert.Equal(2, _receiver.Taken.Count);
    }

    [Fact]
    public async Task Receiver_FailingForADay_IsGivenUpVisibly()
    {
        await using var engine = await StartAsync();
        _receiver.Answer = _ => Task.FromResult(500);
        await engine.ConfirmAsync("NB-CLEAN-01");
        for (var hour = 0; hour < 27; hour++)
        {
            await RoundsAsync(engine, 1);
            engine.Time.Advance(Courier.LongestRetry);
        }

        var delivery = Assert.Single(await engine.Get<ConsoleDatabase>().ReadAsync(db => db.Set<Delivery>().Where(d => d.Kind == NoticeKind.BatchStarted).ToListAsync()));
        Assert.Equal(DeliveryState.GivenUp, delivery.State);
        Assert.InRange(_receiver.Taken.Count, 20, 40);
    }

    [Fact]
    public async Task Receiver_RedirectingElsewhere_IsNotFollowed()
    {
        await using var elsewhere = await Receiver.StartAsync();
        await using var engine = await StartAsync();
        _receiver.Answer = context =>
        {
            context.Response.Headers.Location = elsewhere.Address + "/taken";
            return Task.FromResult(307);
        };

        var outcome = await engine.Get<INotificationRoom>().SendTestAsync(engine.Ada, "json", default);

        Assert.Contains("wants to lead elsewhere", outcome.Refused!.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Taken);
    }

    [Fact]
    public async Task TwoNodes_OneOutbox_EachMessageOnce()
    {
        await using var engine = await StartAsync();
        await using var other = engine.AddNode();
        await engine.Get<ConsoleDatabase>().WriteAsync(async db =>
        {
            for (var i = 0; i < 20; i++)
                await AddAsync(db, engine, NoticeKind.BatchPaused, $"Number {i}.", Guid.CreateVersion7(engine.Time.GetUtcNow()));
        }, default);
        engine.Time.Advance(Outbox.Gather);

        for (var round = 0; round < 3; round++)
            await Task.WhenAll(engine.Get<NotificationService>().RoundAsync(default), other.GetRequiredService<NotificationService>().RoundAsync(default));

        Assert.Equal(20, _receiver.Taken.Count);
        Assert.Equal(20, Events().Select(e => e.Text).Distinct().Count());
    }

    [Fact]
    public async Task Node_DyingWhileSending_LeavesTheMessageToTheNext()
    {
        await using var engine = await StartAsync();
        using var dies = new CancellationTokenSource();
        _receiver.Answer = async context =>
        {
            await dies.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 200;
        };
        await engine.ConfirmAsync("NB-CLEAN-01");
        engine.Time.Advance(Outbox.Gather);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Get<NotificationService>().RoundAsync(dies.Token));

        _receiver.Answer = _ => Task.FromResult(200);
        await engine.RestartAsync();
        await RoundsAsync(engine, 1);
        Assert.Single(_receiver.Taken);
        engine.Time.Advance(Courier.ClaimedFor);
        await RoundsAsync(engine, 1);

        Assert.Equal(2, _receiver.Taken.Count);
        Assert.Single(Events().Select(e => e.Id).Distinct());
    }

    [Fact]
    public async Task KillSwitch_AndARefusedCap_AreGuardNotices()
    {
        await using var engine = await StartAsync(("Guards:DevicesPerBatch", "1"));
        await engine.Get<IGuardRoom>().SetKillSwitchAsync(engine.Ada, true, "Something looks wrong", default);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        await engine.Get<IGuardRoom>().SetKillSwitchAsync(engine.Ada, false, "It was nothing at all", default);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        await engine.Get<IGuardRoom>().SetKillSwitchAsync(engine.AdminOf("bo"), false, "I looked as well", default);
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        var refused = await engine.TryConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02");
        Assert.Equal("batch-too-large", refused.Refused?.Code);
        await RoundsAsync(engine, 2);

        Assert.Contains("Ada Lindgren asks to allow sending again", Assert.Single(Events(), e => e.Event == "ApprovalWanted").Text, StringComparison.Ordinal);
        var told = Assert.Single(Events(), e => e.Event == "GuardTripped");
        Assert.Equal(3, told.Count);
        Assert.StartsWith("Everything was stopped by Ada Lindgren: Something looks wrong", told.Text, StringComparison.Ordinal);
        Assert.Contains("Guards:DevicesPerBatch allows 1", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RolledBack_Transaction_TellsNobody()
    {
        await using var engine = await StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Get<ConsoleDatabase>().WriteAsync(async db =>
        {
            await AuditChain.AppendAsync(db, engine.Get<TenantIdentity>().TenantId, engine.Time.GetUtcNow(), [new AuditDraft("batch.finished", null, "Never so.")], default);
            throw new InvalidOperationException("Rolled back.");
        }, default));
        await RoundsAsync(engine, 2);

        Assert.Empty(_receiver.Taken);
        Assert.Empty(await engine.Get<ConsoleDatabase>().ReadAsync(db => db.Set<Notice>().ToListAsync()));
    }

    private Task<WholeEngine> StartAsync(params (string Key, string? Value)[] more) => WholeEngine.StartAsync([
        ("Notifications:Webhooks:0:Kind", "Json"), ("Notifications:Webhooks:0:Address", _receiver.Address + "/in"), ("Notifications:Webhooks:0:Secret", Secret),
        ("Notifications:AllowPrivateNetwork", "true"), ("Notifications:ConsoleAddress", "https://reset.contoso.example/"), .. more]);

    private static async Task RoundsAsync(WholeEngine engine, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await engine.Get<NotificationService>().RoundAsync(default);
            engine.Time.Advance(Outbox.Gather);
        }
    }

    private static Task AddAsync(ConsoleDbContext db, WholeEngine engine, NoticeKind kind, string text, Guid batch)
    {
        var now = engine.Time.GetUtcNow();
        db.Add(new Notice { Id = Guid.CreateVersion7(now), Tenant = engine.Get<TenantIdentity>().TenantId, Kind = kind, At = now, BatchId = batch, Text = text });
        return Task.CompletedTask;
    }

    private IReadOnlyList<Told> Events() => [.. _receiver.Taken.Select(t => JsonDocument.Parse(t.Body).RootElement).Select(e => new Told(
        e.GetProperty("id").GetString()!, e.GetProperty("event").GetString()!, e.GetProperty("batchId").GetString(), e.GetProperty("text").GetString()!, e.GetProperty("count").GetInt32(), e.GetProperty("link").GetString()))];

    private sealed record Told(string Id, string Event, string? Batch, string Text, int Count, string? Link);
}
