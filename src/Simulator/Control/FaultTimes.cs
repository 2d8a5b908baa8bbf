namespace AutopilotReset.Simulator.Control;

/// <summary>The part of a fault that a connection feels: waiting, silence, being cut.</summary>
internal static class FaultTimes
{
    /// <summary>Waits, and says whether there is still somebody to answer.</summary>
    public static async Task<bool> SurviveAsync(HttpContext context, Fault fault, TimeProvider time)
    {
        if (fault.DelaySeconds > 0) await Task.Delay(TimeSpan.FromSeconds(fault.DelaySeconds), time, context.RequestAborted);
        if (fault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
            return false;
        }
        if (!fault.Reset) return true;
        context.Abort();
        return false;
    }
}
