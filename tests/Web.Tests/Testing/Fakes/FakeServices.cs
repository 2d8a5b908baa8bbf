namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal static class FakeServices
{
    /// <summary>The whole contract, faked, over one fleet of the given size.</summary>
    public static IServiceCollection AddFakeConsole(this IServiceCollection services, TimeProvider time, int devices)
    {
        var catalogue = new FakeDeviceCatalogue(time, devices);
        var requests = FakeOrders.Requests(time.GetUtcNow());
        catalogue.Requests = requests;
        return services
            .AddDistributedMemoryCache()
            .AddSingleton<IDeviceCatalogue>(catalogue)
            .AddSingleton<IResetDesk>(new FakeResetDesk(time, catalogue))
            .AddSingleton<IAuditTrail>(new FakeAuditTrail(time))
            .AddSingleton<IOverview>(new FakeOverview(time))
            .AddSingleton<ISavedFilters>(new FakeSavedFilters(time))
            .AddSingleton<IScheduleRoom>(new FakeScheduleRoom(time))
            .AddSingleton<IGuardRoom>(new FakeGuardRoom(time))
            .AddSingleton<INotificationRoom>(new FakeNotificationRoom(time))
            .AddSingleton<IChangeFeed>(new FakeChangeFeed());
    }
}
