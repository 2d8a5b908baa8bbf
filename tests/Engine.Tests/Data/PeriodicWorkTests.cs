using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Periodic;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutopilotReset.Engine.Tests.Data;

/// <summary>Quartz as the product composes it: in memory here, clustered in the provider tests.</summary>
public sealed class PeriodicWorkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Host_Started_DoesTheWorkAgainAndAgainAlsoAfterAFailure()
    {
        using var database = new EmptyDatabase();
        using var done = new SemaphoreSlim(0);
        using var node = await StartAsync(database, () =>
        {
            done.Release();
            throw new InvalidOperationException("As a sweep that could not write.");
        });

        for (var times = 0; times < 3; times++)
            Assert.True(await done.WaitAsync(Patience), "The work was not done.");
        await node.StopAsync();
    }

    [Fact]
    public async Task Hosts_OneEnds_TheOtherGoesOn()
    {
        using var database = new EmptyDatabase();
        var settings = DatabaseOptions.Of(new ConfigurationBuilder().AddInMemoryCollection(database.Settings).Build());
        Assert.SkipUnless(settings.IsPostgres, "SQLite serves one process.");
        using var first = new SemaphoreSlim(0);
        using var second = new SemaphoreSlim(0);
        using var one = await StartAsync(database, () => first.Release());
        Assert.True(await first.WaitAsync(Patience), "The first did nothing.");
        using var two = await StartAsync(database, () => second.Release());

        await one.StopAsync();

        Assert.True(await second.WaitAsync(Patience), "Nobody went on.");
        await two.StopAsync();
    }

    private static async Task<IHost> StartAsync(EmptyDatabase database, Action work)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Services.AddLogging().AddConsoleData(builder.Configuration).AddSingleton<EngineHealth>();
        builder.Services.AddSingleton(new PeriodicWork("test.work", TimeSpan.FromSeconds(1), _ =>
        {
            work();
            return Task.CompletedTask;
        }));
        builder.Services.AddPeriodicWork(DatabaseOptions.Of(builder.Configuration));
        var host = builder.Build();
        await new DatabaseStart(host.Services.GetRequiredService<Func<ConsoleDbContext>>()).MigrateAsync(default);
        await host.StartAsync();
        return host;
    }
}
