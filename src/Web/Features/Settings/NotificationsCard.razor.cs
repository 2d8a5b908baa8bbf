using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Features.Settings;

/// <summary>Each channel with how it does, and a test of it.</summary>
public sealed partial class NotificationsCard
{
    private LoadState<NotificationView>? _load;
    private string? _testing, _tested;
    private Refused? _refused;

    private async Task<NotificationView?> ReadAsync(CancellationToken stop) => await Room.GetAsync(await Current.GetAsync(), stop);

    private async Task TestAsync(string channel)
    {
        (_testing, _tested, _refused) = (channel, null, null);
        try
        {
            var outcome = await Room.SendTestAsync(await Current.GetAsync(), channel, CancellationToken.None);
            (_refused, _tested) = (outcome.Refused, outcome.IsRefused ? null : channel);
        }
        finally
        {
            _testing = null;
        }
    }

    private static string Word(HealthState state) => state switch
    {
        HealthState.Works => "Works",
        HealthState.Broken => "Fails",
        HealthState.Degraded => "Tries again",
        _ => "Not tried",
    };

    private static string Tone(HealthState state) => state switch
    {
        HealthState.Works => "chip-good",
        HealthState.Broken => "chip-bad",
        HealthState.Degraded => "chip-warn",
        _ => "chip-quiet",
    };
}
