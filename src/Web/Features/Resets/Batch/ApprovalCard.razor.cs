using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Batch;

/// <summary>A batch that waits for a second person. The server checks who they are and what they typed, whatever the page shows.</summary>
public sealed partial class ApprovalCard
{
    private Attempt _attempt = null!;
    private Answer? _open;
    private string? _typed, _done;

    private enum Answer { Approve, Reject }

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<ApprovalCard> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required BatchDetail Batch { get; set; }

    [Parameter, EditorRequired] public required BatchApproval Approval { get; set; }

    /// <summary>Where the devices are listed.</summary>
    [Parameter, EditorRequired] public required string ListHref { get; set; }

    /// <summary>Something was done; the batch should be read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private BatchRow Row => Batch.Row;

    private int Left => StopNumbers.Of(Row.Counts).CanBeStopped;

    private bool IsTyped => _typed?.Trim() == Row.Total.ToString(CultureInfo.InvariantCulture);

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private void Close(bool open)
    {
        if (!open)
            (_open, _typed) = (null, null);
    }

    private Task<Refused?> ApproveAsync() => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.ApproveAsync(await Current.GetAsync(), new Approving(Row.Id, Approval.FrozenHash, _typed?.Trim() ?? ""), CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task<Refused?> RejectAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        var outcome = await Desk.RejectAsync(await Current.GetAsync(), Row.Id, reason, CancellationToken.None);
        if (!outcome.IsRefused)
            _done = $"{Words.Count(outcome.Value, "device")} cancelled.";
        await Changed.InvokeAsync();
        return outcome.Refused;
    });
}
