using Microsoft.Extensions.Logging;
using Quartz;

namespace AutopilotReset.Engine.Periodic;

/// <summary>Runs the <see cref="PeriodicWork"/> that bears the job's name. A node of another version may know work that this one does not.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PeriodicJob(IEnumerable<PeriodicWork> works, ILogger<PeriodicJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (works.FirstOrDefault(w => w.Name == name) is not { } work)
            return;
        try
        {
            await work.RunAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure, name);
        }
    }

    [LoggerMessage(2030, LogLevel.Error, "The periodic work {Work} failed; it is done again at its next time")]
    private partial void LogFailed(Exception failure, string work);
}
