using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Search, debounced, and filters; each change becomes the page's address.</summary>
public sealed partial class DeviceFilters : IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(150);
    private static readonly string[] JoinTypes = ["Entra joined", "hybrid joined", "registered", "unknown"];
    private static readonly string[] OwnerTypes = ["company", "personal", "unknown"];
    private ITimer? _timer;
    private string _text = "";
    private bool _typing;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Parameter, EditorRequired] public required DevicesAddress Address { get; set; }

    [Parameter, EditorRequired] public required Action<DevicesAddress> Go { get; set; }

    private DeviceQuery Query => Address.Query;

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized() =>
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Search), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    protected override void OnParametersSet()
    {
        // While somebody types, the box is ahead of the address and must not be set back.
        if (!_typing)
            _text = Query.Text ?? "";
    }

    private void Typed(ChangeEventArgs e)
    {
        _text = e.Value?.ToString() ?? "";
        _typing = true;
        _timer?.Change(Debounce, Timeout.InfiniteTimeSpan);
    }

    private void Search()
    {
        _typing = false;
        Set(q => q with { Text = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim() });
    }

    private void Set(Func<DeviceQuery, DeviceQuery> change) => Go(Address with { Query = change(Query) });

    private static string Say(bool? value) => value switch { true => "yes", false => "no", _ => "" };

    private static string? Text(ChangeEventArgs e) => e.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static bool? YesNo(ChangeEventArgs e) => Text(e) switch { "yes" => true, "no" => false, _ => null };

    private static T? Read<T>(ChangeEventArgs e) where T : struct, Enum => Enum.TryParse<T>(Text(e), out var value) ? value : null;
}
