using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Settings;

/// <summary>Puts a serial, name, group or device id on one of the lists, with a reason.</summary>
public sealed partial class AddGuardEntry
{
    private GuardEntryKind _kind = GuardEntryKind.Serial;
    private string _value = "";
    private string? _label;
    private bool _wasOpen;

    [Inject] private IGuardRoom Room { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Parameter] public bool Open { get; set; }

    [Parameter] public EventCallback<bool> OpenChanged { get; set; }

    [Parameter, EditorRequired] public GuardList List { get; set; }

    [Parameter, EditorRequired] public EventCallback Added { get; set; }

    protected override void OnParametersSet()
    {
        if (Open && !_wasOpen)
            (_kind, _value, _label) = (GuardEntryKind.Serial, "", null);
        _wasOpen = Open;
    }

    private void ChangeKind(ChangeEventArgs e)
    {
        if (Enum.TryParse<GuardEntryKind>(e.Value?.ToString(), out var kind))
            (_kind, _value, _label) = (kind, "", null);
    }

    private async Task<Refused?> AddAsync(string reason)
    {
        var value = _value.Trim();
        if (value.Length == 0)
            return new Refused("no-value", $"{GuardListCard.KindWord(_kind)} is missing.");
        if (_kind == GuardEntryKind.DeviceId && !Guid.TryParse(value, out _))
            return new Refused("no-device-id", $"\"{value}\" is no device id. An id has the form 00000000-0000-0000-0000-000000000000.");
        var admin = await Current.GetAsync();
        var now = Time.GetUtcNow();
        var outcome = await Room.AddEntryAsync(admin, new GuardEntry(Guid.CreateVersion7(now), List, _kind, value, _label, reason, admin.Name, now), CancellationToken.None);
        if (!outcome.IsRefused)
            await Added.InvokeAsync();
        return outcome.Refused;
    }
}
