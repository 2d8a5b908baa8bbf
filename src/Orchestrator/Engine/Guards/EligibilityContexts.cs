using System.Linq.Expressions;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>What the rules need besides the device, read now. Inventory, Review, Confirm and Dispatch all judge with this.</summary>
public sealed class EligibilityContexts(ConsoleDatabase database, ProtectedLists lists, TenantIdentity tenant, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time)
{
    /// <summary>Asked for every send: translated once, not each time. Kept with this object, since a model belongs to one database.</summary>
    private readonly Func<ConsoleDbContext, string, IAsyncEnumerable<Order>> _ofManagedDevice = EF.CompileAsyncQuery(OfManagedDevice);

    private readonly Func<ConsoleDbContext, string, IAsyncEnumerable<Order>> _ofEntraDevice = EF.CompileAsyncQuery(OfEntraDevice);

    /// <summary>For judging many devices: holds every open and armed order of the tenant. Where the guards' numbers cannot be read, which sends and confirms nothing, by the configured.</summary>
    /// <param name="reader">Whose Graph reads resolve protected groups.</param>
    /// <param name="loan">The batch whose loan is used, or <c>null</c>.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<EligibilityContext> BuildAsync(Account reader, Guid? loan, CancellationToken stop)
    {
        var guarded = await lists.ReadAsync(reader, loan, stop);
        return await database.ReadAsync(async db => Compose(guarded, await numbers.ShownAsync(db), await OrdersAsync(db.Requests.Where(r => r.Tenant == tenant.TenantId), stop)));
    }

    /// <summary>For judging the device of one request just before its POST: the request itself is no obstacle to itself.</summary>
    public async Task<EligibilityContext> BuildForAsync(DeviceRequest request, Account reader, Guid? loan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        var guarded = await lists.ReadAsync(reader, loan, stop);
        return await database.ReadAsync(async db =>
        {
            var orders = await _ofManagedDevice(db, request.ManagedDeviceId).ToListAsync(stop);
            orders.AddRange(await _ofEntraDevice(db, request.EntraDeviceId).ToListAsync(stop));
            return Compose(guarded, await numbers.ReadAsync(db), [.. orders.Where(o => o.Id != request.Id && o.Tenant == tenant.TenantId).OrderBy(o => o.CreatedAt)]);
        });
    }

    /// <summary>
    /// By one id at a time, and by nothing else: asked for either id, or for the tenant as well, SQLite goes through every open order of the tenant, and each
    /// send of a large batch is dearer than the one before (16 ms at 3,000 devices).
    /// </summary>
    internal static Expression<Func<ConsoleDbContext, string, IQueryable<Order>>> OfManagedDevice { get; } = (db, id) =>
        db.Requests.AsNoTracking().Where(r => r.ManagedDeviceId == id && (r.OpenManagedDeviceId != null || r.ArmedSince != null)).Select(Order.Of);

    internal static Expression<Func<ConsoleDbContext, string, IQueryable<Order>>> OfEntraDevice { get; } = (db, id) =>
        db.Requests.AsNoTracking().Where(r => r.EntraDeviceId == id && (r.OpenManagedDeviceId != null || r.ArmedSince != null)).Select(Order.Of);

    private static Task<List<Order>> OrdersAsync(IQueryable<DeviceRequest> requests, CancellationToken stop) =>
        requests.Where(r => r.OpenManagedDeviceId != null || r.ArmedSince != null).OrderBy(r => r.CreatedAt).Select(Order.Of).ToListAsync(stop);

    private EligibilityContext Compose(ProtectedDevices? guarded, GuardNumbers present, List<Order> orders) => new()
    {
        Now = time.GetUtcNow(),
        Thresholds = new EligibilityThresholds
        {
            ReleaseAfterDaysWithoutCheckIn = present.ReleaseAfterDays,
            RefuseAfterDaysWithoutCheckIn = present.RefuseAfterDays,
            InUseMinutes = options.Value.InUseMinutes,
        },
        Protected = guarded,
        OpenOrders = ById(orders.Where(o => o.State.IsOpen())),
        ArmedOrders = ById(orders.Where(o => o.State.IsTerminal())),
    };

    private static Dictionary<string, OpenOrder> ById(IEnumerable<Order> orders)
    {
        var byId = new Dictionary<string, OpenOrder>(StringComparer.OrdinalIgnoreCase);
        foreach (var order in orders)
            byId[order.ManagedDeviceId] = byId[order.EntraDeviceId] = new OpenOrder(order.Id, order.BatchId, order.Kind, order.State, order.ArmedSince);
        return byId;
    }

    /// <summary>What is asked of an order that may stand against another.</summary>
    internal sealed record Order(
        Guid Id, string Tenant, Guid BatchId, OrderKind Kind, DeviceState State, DateTimeOffset? ArmedSince, string ManagedDeviceId, string EntraDeviceId, DateTimeOffset CreatedAt)
    {
        public static Expression<Func<DeviceRequest, Order>> Of { get; } =
            r => new Order(r.Id, r.Tenant, r.BatchId, r.Kind, r.State, r.ArmedSince, r.ManagedDeviceId, r.EntraDeviceId, r.CreatedAt);
    }
}
