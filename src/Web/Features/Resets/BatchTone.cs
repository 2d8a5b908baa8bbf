using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Features.Resets;

internal static class BatchTone
{
    /// <summary>Class of the chip.</summary>
    public static string Of(BatchState state) => state switch
    {
        BatchState.Running => "chip-live",
        BatchState.Paused => "chip-warn",
        BatchState.Sent => "chip-live",
        _ => "chip-quiet",
    };
}
