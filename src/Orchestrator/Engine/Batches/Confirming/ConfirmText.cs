using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>The confirmed sentence for the rows of a review; the page shows the same (<see cref="ConfirmationText"/>).</summary>
internal static class ConfirmText
{
    public static string For(OrderKind kind, IReadOnlyList<ReviewDeviceRow> devices, Confirmation confirmation) => ConfirmationText.For(
        kind, [.. devices.Select(d => (d.Facts?.Name ?? d.Name, d.Facts?.Serial))], confirmation.NextUser, confirmation.Justification, confirmation.Ticket,
        WaveWords.Of(confirmation.Waves, devices.Count), TimingWords.Of(confirmation.Timing), SiteWords.Of(confirmation.Sites));
}
