using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.Request;

/// <summary>One device in a batch: what was seen before and after, what is left behind, and what a person can settle.</summary>
public sealed partial class DeviceRequestPage
{
    private LoadState<RequestDetail>? _load;
    private RequestDetail? _request;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    /// <summary>From the address.</summary>
    [Parameter] public Guid BatchId { get; set; }

    /// <summary>From the address.</summary>
    [Parameter] public Guid RequestId { get; set; }

    protected override void ReadAddress()
    {
        if (_request?.Row.Id != RequestId)
            _request = null;
    }

    private static string EvidenceText(RequestRow row) => row.ReportedOnly
        ? "Reported by Intune; there was neither user nor owner before whose going could prove it."
        : Words.Meaning(row.Grade);

    private async Task<RequestDetail?> LoadAsync(CancellationToken stop)
    {
        _request = await Desk.GetRequestAsync(await Current.GetAsync(), RequestId, stop);
        StateHasChanged();
        return _request;
    }

    private async Task ReloadAsync()
    {
        if (_load is not null)
            await _load.ReloadAsync();
    }
}
