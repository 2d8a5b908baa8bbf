using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Engine.Batches.Confirming;

/// <summary>The confirmed sentence for the devices of a review; the page shows the same (<see cref="ConfirmationText"/>).</summary>
internal static class ConfirmText
{
    public static string For(OrderKind kind, IReadOnlyList<SeenDevice> devices, Confirmation confirmation) => ConfirmationText.For(
        kind, [.. devices.Take(ConfirmationText.MostNamed).Select(d => (d.Name, d.Serial))], devices.Count, confirmation.NextUser, confirmation.Justification, confirmation.Ticket,
        WaveWords.Of(confirmation.Waves, devices.Count), TimingWords.Of(confirmation.Timing), SiteWords.Of(confirmation.Sites));
}
