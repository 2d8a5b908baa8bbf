using AutopilotReset.Engine.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace AutopilotReset.Engine.Periodic;

public static class PeriodicServices
{
    /// <summary>Of the scheduler's own tables on PostgreSQL. Nothing in it is worth a backup: every start makes what is missing.</summary>
    public const string Schema = "quartz";

    private const string Scheduler = "autopilot-reset";

    /// <summary>
    /// Quartz for the <see cref="PeriodicWork"/> that was registered before: in memory on SQLite, clustered on the same PostgreSQL otherwise. It says who and when;
    /// whether something may be done is never its business (decision 0022).
    /// </summary>
    public static IServiceCollection AddPeriodicWork(this IServiceCollection services, DatabaseOptions database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var works = services.Where(s => s.ServiceType == typeof(PeriodicWork)).Count();
        services.AddQuartz(Scheduler, quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceId = $"{Environment.MachineName}/{Environment.ProcessId}/{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(3))}";
                o.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(2);

            // Its triggers are about minutes and hours: the machine's own clock, whatever clock the engine has.
            quartz.UseTimeProvider(TimeProvider.System);
            if (database.IsPostgres)
                quartz.UsePersistentStore(store => Cluster(store, database));
            else
                quartz.UseInMemoryStore(_ => { });
            for (var i = 0; i < works; i++)
                Schedule(quartz, i);
        });
        services.AddQuartzHostedService(Scheduler, o => o.WaitForJobsToComplete = false);
        return services;
    }

    private static void Cluster(IPersistentStoreBuilder store, DatabaseOptions database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.Connection) { SearchPath = Schema, ApplicationName = "autopilot-reset-quartz", MaxPoolSize = 6 };
        store.UsePostgres(NpgsqlFactory.Instance, connection.ConnectionString);
        store.UseClustering(c => (c.CheckinInterval, c.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
        store.ProvisionSchema();
        store.ConfigureStore(o => (o.StoreJobDataAsStrings, o.UseBackgroundThreads) = (true, true));
    }

    /// <summary>The work itself is known only once everything is registered.</summary>
    private static void Schedule(IQuartzBuilder quartz, int index)
    {
        quartz.AddJob<PeriodicJob>((services, job) => job.WithIdentity(Work(services, index).Name).StoreDurably());
        quartz.AddTrigger((services, trigger) => trigger
            .ForJob(Work(services, index).Name)
            .WithIdentity(Work(services, index).Name)
            .StartNow()
            .WithSimpleSchedule(s => s.WithInterval(Work(services, index).Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount)));
    }

    private static PeriodicWork Work(IServiceProvider services, int index) => services.GetServices<PeriodicWork>().ElementAt(index);
}
