using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Search, debounced, and filters; each change becomes the page's address.</summary>
public sealed partial class DeviceFilters : IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(150);
    private readonly List<string> _sent = [];
    private ITimer? _timer;
    private string? _text = "";
    private string? _seen;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Parameter, EditorRequired] public required DevicesAddress Address { get; set; }

    [Parameter, EditorRequired] public required Action<DevicesAddress> Go { get; set; }

    private DeviceQuery Query => Address.Query;

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized() =>
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Search), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    // A search of ours comes back as the address a moment later. By then somebody, or a scanner, may have typed on: the box is not set back, or letters would be lost.
    protected override void OnParametersSet()
    {
        var asked = Query.Text ?? "";
        if (asked == _seen)
            return;
        _seen = asked;
        var ours = _sent.LastIndexOf(asked);
        if (ours < 0)
            _text = asked;
        else
            _sent.RemoveRange(0, ours + 1);
    }

    private void Typed() => _timer?.Change(Debounce, Timeout.InfiniteTimeSpan);

    private void Search()
    {
        var text = (_text ?? "").Trim();
        if (text == (_sent.Count > 0 ? _sent[^1] : _seen))
            return;
        _sent.Add(text);
        Set(q => q with { Text = text.Length == 0 ? null : text });
    }

    private void Set(Func<DeviceQuery, DeviceQuery> change) => Go(Address with { Query = change(Query) });

    private static string Say(bool? value) => value switch { true => "yes", false => "no", _ => "" };

    private static string? Text(ChangeEventArgs e) => e.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static bool? YesNo(ChangeEventArgs e) => Text(e) switch { "yes" => true, "no" => false, _ => null };

    private static T? Read<T>(ChangeEventArgs e) where T : struct, Enum => Enum.TryParse<T>(Text(e), out var value) ? value : null;
}
