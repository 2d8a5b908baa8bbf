using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.History;

/// <summary>Every batch, newest first, with what came of it.</summary>
public sealed partial class ResetsPage
{
    private const int PageSize = 25;
    private ResetsAddress _address = new();
    private LoadState<IReadOnlyList<BatchRow>>? _load;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    protected override void ReadAddress() => _address = ResetsAddress.Parse(Query);

    private void Change(ResetsAddress address) => GoTo((address with { Page = 1 }).ToString());

    private Task ReloadAsync() => _load?.ReloadAsync() ?? Task.CompletedTask;

    // One more than is shown says whether there is an older page.
    private async Task<IReadOnlyList<BatchRow>?> LoadAsync(CancellationToken stop) =>
        await Desk.FindBatchesAsync(await Current.GetAsync(), _address.Query, (_address.Page - 1) * PageSize, PageSize + 1, stop);

    private static string? Text(ChangeEventArgs e) => string.IsNullOrWhiteSpace(e.Value as string) ? null : ((string)e.Value).Trim();

    private static T? One<T>(ChangeEventArgs e)
        where T : struct, Enum => Enum.TryParse<T>(e.Value as string, out var value) ? value : null;
}
