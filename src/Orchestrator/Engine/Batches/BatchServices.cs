using AutopilotReset.Engine.Batches.Commands;
using AutopilotReset.Engine.Batches.Confirming;
using AutopilotReset.Engine.Batches.Queries;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Batches;

public static class BatchServices
{
    /// <summary>
    /// Reviews, confirmations and the batch's commands. Needs the database, guards, Graph, sign-in and the inventory's <see cref="IDeviceCatalogue"/>,
    /// and a <see cref="RepairHolder"/>, which the verification registers.
    /// </summary>
    public static IServiceCollection AddBatches(this IServiceCollection services)
    {
        services.AddSingleton<ReadLiveDevice>(s => s.GetRequiredService<LiveDevices>().ReadAsync);
        services.AddSingleton<ReviewQueue>();
        services.AddSingleton<DeviceReader>();
        services.AddSingleton<BulkReading>();
        services.AddSingleton<ReviewReader>();
        services.AddHostedService(s => s.GetRequiredService<ReviewReader>());
        services.AddSingleton<ReviewStart>();
        services.AddSingleton<ReviewQueries>();
        services.AddSingleton<BulkQueries>();
        services.AddSingleton<SiteMembership>();
        services.AddSingleton<ReviewSites>();
        services.AddSingleton<ReviewEdits>();
        services.AddSingleton<ConfirmCommand>();
        services.AddSingleton<BatchQueries>();
        services.AddSingleton<RequestQueries>();
        services.AddSingleton<WaveQueries>();
        services.AddSingleton<PauseResume>();
        services.AddSingleton<OpenNextWave>();
        services.AddSingleton<CancelUnsent>();
        services.AddSingleton<TakeOver>();
        services.AddSingleton<ApprovalCommands>();
        services.AddSingleton<RetryFailed>();
        services.AddSingleton<Repeat>();
        services.AddSingleton<WipeInstead>();
        services.AddSingleton<PersonDecisions>();
        services.AddSingleton<IResetDesk, ResetDesk>();
        return services;
    }
}
