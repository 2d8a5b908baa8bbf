using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Audit;

/// <summary>Who, what, to which device, why, and what came of it. Read-only for everybody.</summary>
public sealed partial class AuditTrailPage
{
    private const int PageSize = 100;
    private AuditAddress _address = new();
    private IReadOnlyList<string> _problems = [];
    private LoadState<AuditPage>? _load;
    private bool _inside, _newer;

    [Inject] private IAuditTrail Trail { get; set; } = null!;

    private string Filter => AuditFilter.Format(_address.Query);

    protected override void ReadAddress() => (_address, _problems) = AuditAddress.Parse(Query);

    private static int Pages(int total) => Math.Max(1, (total + PageSize - 1) / PageSize);

    private string EntryHref(long seq) => (_address with { Entry = _address.Entry == seq ? null : seq }).ToString();

    private async Task<AuditPage?> LoadAsync(CancellationToken stop)
    {
        _newer = false;
        return await Trail.FindAsync(await Current.GetAsync(), _address.Query, (_address.Page - 1) * PageSize, PageSize, stop);
    }

    // New entries push every row down: not while somebody reads one.
    private async Task ReloadAsync()
    {
        if (_inside || _address.Entry is not null)
        {
            _newer = true;
            StateHasChanged();
            return;
        }

        await ShowNewerAsync();
    }

    private Task ShowNewerAsync()
    {
        _newer = false;
        return _load?.ReloadAsync() ?? Task.CompletedTask;
    }

    private async Task LeaveAsync()
    {
        _inside = false;
        if (_newer && _address.Entry is null)
            await ShowNewerAsync();
    }
}
