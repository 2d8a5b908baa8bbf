using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AutopilotReset.Web.Components.Layout;

/// <summary>Notices as notifications of the browser, for whoever asked for them in this browser by a click. They come only while a page of the console is open.</summary>
public sealed partial class NoticeBell
{
    private bool _can, _on;
    private DateTimeOffset _after;

    [Inject] private INotificationRoom Room { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Label => _on ? "Browser notifications are on; switch off" : "Browser notifications are off; switch on";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _after = Time.GetUtcNow();
        var state = await Script.InvokeAsync<string>("consoleNotices.state");
        (_can, _on) = (state != "never", state == "on");
        StateHasChanged();
    }

    /// <summary>The browser asks the person, and only upon a click.</summary>
    private async Task ToggleAsync()
    {
        _on = await Script.InvokeAsync<string>("consoleNotices.toggle") == "on";
        _after = Time.GetUtcNow();
    }

    private async Task ShowNewAsync()
    {
        if (!_on)
            return;
        var notices = await Room.SinceAsync(await Current.GetAsync(), _after, CancellationToken.None);
        if (notices.Count == 0)
            return;
        _after = notices[^1].At;
        foreach (var group in notices.GroupBy(n => (n.Kind, n.BatchId)))
        {
            var last = group.Last();
            await Script.InvokeVoidAsync("consoleNotices.show", last.Title, group.Count() == 1 ? last.Text : $"{group.Count()} times. {last.Text}", $"{last.Kind}-{last.BatchId}", last.BatchId is { } batch ? $"/resets/{batch}" : last.Kind is NoticeKind.DraftWaiting or NoticeKind.DraftMissed ? "/schedules" : "/");
        }
    }
}
