using System.Collections.Concurrent;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Overview;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Desk, guards and audit on a real database, with Graph, Entra and the inventory as the test says.</summary>
internal sealed class DeskRig : IAsyncDisposable
{
    public const string Because = "Returned by a leaver, ticket follows";

    /// <summary>Tests of something else move the clock as they like; <c>FreshSignInTests</c> set it themselves.</summary>
    private static readonly Dictionary<string, string?> AnySession = new() { ["Guards:ConfirmSignInMinutes"] = "0", ["Guards:ApprovalSignInMinutes"] = "0" };

    private readonly ServiceProvider _services;

    public DeskRig(IReadOnlyDictionary<string, string?>? settings = null)
    {
        File = new TestDatabase(AuditSchema.Sqlite);
        Entra = new FakeEntraSession(Time);
        Entra.Grant(People.Operator);
        Entra.Grant(People.Auditor);
        Entra.Grant(Second);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(AnySession).AddInMemoryCollection(settings ?? AnySession).Build();
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(TestDatabase.Identity)
            .AddSingleton(File.Console)
            .AddSingleton<LeasedWork>()
            .AddSingleton<IEntraSession>(Entra)
            .AddSingleton<Standings>()
            .AddSingleton<IDeviceCatalogue>(Catalogue)
            .AddSingleton(new SendBudget(60))
            .AddSingleton<RepairHolder>((admin, repair, stop) => Repair(admin, repair, stop))
            .AddGraph(configuration)
            .AddGuards(configuration)
            .AddBatches()
            .AddAuditTrail()
            .AddOverview()
            .AddSingleton<EngineHealth>()
            .AddSingleton<IHttpClientFactory>(Http)
            .AddSingleton<ReadLiveDevice>((id, account, loan, stop) => ReadLive(id, account, loan, stop))
            .AddSingleton<ReadGroupDevices>((id, account, loan, stop) => ReadGroup(id, account, loan, stop));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        File.Console.WriteAsync(db => GuardRows.EnsureAsync(db, TestDatabase.Tenant, default), default).GetAwaiter().GetResult();
    }

    /// <summary>Another operator than <see cref="People.Operator"/>.</summary>
    public Admin Second { get; } = People.Named("sven", AccessLevel.Operator);

    public static DateTimeOffset Start { get; } = new(2026, 6, 12, 9, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Start);

    public TestDatabase File { get; }

    public FakeEntraSession Entra { get; }

    public FakeCatalogue Catalogue { get; } = new();

    /// <summary>What Graph answers when a device is read singly; absent is 404.</summary>
    public ConcurrentDictionary<string, DeviceFacts> Live { get; } = new();

    public ReadLiveDevice ReadLive { get; set; } = (_, _, _, _) => throw new InvalidOperationException("Not set.");

    public ReadGroupDevices ReadGroup { get; set; } = (_, _, _, _) => throw new InvalidOperationException("No group was expected to be read.");

    public RepairHolder Repair { get; set; } = (_, _, _) => Task.FromResult<Outcome<Done>>(default(Done));

    public IResetDesk Desk => Get<IResetDesk>();

    public ConsoleDatabase Console => File.Console;

    public FakeHttp Http { get; } = new();

    public IGuardRoom Guards => Get<IGuardRoom>();

    public DateTimeOffset Now => Time.GetUtcNow();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts a review of devices that Graph shows as the inventory has them, and reads it to its end.</summary>
    public Task<Review> ReviewAsync(OrderKind kind, params IEnumerable<DeviceFacts> devices)
    {
        var all = devices.ToList();
        foreach (var device in all.Where(d => d.ManagedDeviceId is not null))
            Live[device.ManagedDeviceId!] = device;
        ReadLive = (id, _, _, _) => Task.FromResult(Live.GetValueOrDefault(id));
        return ReadAsync(kind, Catalogue.Select(all));
    }

    /// <summary>Starts a review of a selection and reads it to its end.</summary>
    public async Task<Review> ReadAsync(OrderKind kind, Guid selectionId)
    {
        var started = await Desk.StartReviewAsync(People.Operator, selectionId, kind, default);
        Assert.Null(started.Refused);
        await Get<ReviewReader>().ReadAsync(started.Value, default);
        return (await Desk.GetReviewAsync(People.Operator, started.Value, default))!;
    }

    /// <summary>What an admin types who has seen the review.</summary>
    public static Confirmation Typed(Review review) => new()
    {
        ReviewId = review.Id,
        FrozenHash = review.FrozenHash,
        NextUser = NextUser.SomebodyElse,
        TypedCount = review.Sent.ToString(System.Globalization.CultureInfo.InvariantCulture),
        TypedSerial = review is { Kind: OrderKind.Wipe, Devices.Count: > 0 } ? review.Devices[0].Serial : null,
        Justification = Because,
    };

    /// <summary>A confirmed batch of clean devices with these numbers.</summary>
    public async Task<Guid> BatchAsync(params IEnumerable<int> numbers)
    {
        var review = await ReviewAsync(OrderKind.AutopilotReset, numbers.Select(n => Devices.Clean(n, Now)));
        var confirmed = await Desk.ConfirmAsync(People.Operator, Typed(review), default);
        Assert.Null(confirmed.Refused);
        return confirmed.Value;
    }

    public Task<int> CountAsync<T>()
        where T : class => Console.ReadAsync(db => db.Set<T>().CountAsync());

    /// <summary>Audit entries in the order of the chain.</summary>
    public Task<List<AuditEntry>> AuditAsync(string? type = null) =>
        Console.ReadAsync(db => db.AuditEntries.Where(e => type == null || e.Type == type).OrderBy(e => e.Seq).ToListAsync());

    public Task<List<DeviceRequest>> RequestsAsync(Guid batchId) =>
        Console.ReadAsync(db => db.Requests.Where(r => r.BatchId == batchId).OrderBy(r => r.Position).ToListAsync());

    /// <summary>An attempt as the dispatcher would have written it.</summary>
    public Task AttemptAsync(DeviceRequest request, DateTimeOffset at, int? status = null, bool live = true, int number = 1, string? person = null) => Console.WriteAsync(async db =>
    {
        db.Attempts.Add(new SendAttempt
        {
            Id = Guid.CreateVersion7(),
            RequestId = request.Id,
            BatchId = request.BatchId,
            Tenant = request.Tenant,
            Number = number,
            LiveRequestId = live ? request.Id : null,
            AccountId = People.Operator.AccountId,
            Node = "test",
            FencingToken = 1,
            IntentAt = at,
            Status = status,
        });
        if (live || status is not null)
            await SendTally.CountAsync(db, [(await db.Requests.SingleAsync(r => r.Id == request.Id), person ?? People.Operator.Account().Id)], at, default);
    }, default);

    /// <summary>Changes a request past the desk, as dispatch or tracking would.</summary>
    public Task ChangeAsync(Guid requestId, Action<DeviceRequest> change) => Console.WriteAsync(async db =>
        change(await db.Requests.FirstAsync(r => r.Id == requestId)), default);

    public async ValueTask DisposeAsync()
    {
        await PracticeRig.EndAsync(_services, AdvanceAsync);
        File.Dispose();
    }

    private Task AdvanceAsync(TimeSpan time)
    {
        Time.Advance(time);
        return Task.CompletedTask;
    }
}
