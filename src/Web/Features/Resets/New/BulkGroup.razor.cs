using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>
/// One group of a long review: how many by which reason, and a page of them when somebody wants to see them. Counts follow the reading; rows stay under the
/// pointer until a page is turned or something was changed here.
/// </summary>
public sealed partial class BulkGroup
{
    private const int Page = 50;
    private IReadOnlyList<ReviewedDevice> _rows = [];
    private string? _reason, _edited;
    private int _skip;
    private bool _open;
    private Attempt _attempt = null!;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<BulkGroup> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required Review Review { get; set; }

    [Parameter, EditorRequired] public required ReviewStanding Standing { get; set; }

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>What becomes of these devices, in a sentence.</summary>
    [Parameter, EditorRequired] public required string Lead { get; set; }

    /// <summary>Commands beside a device; absent for people who may only read.</summary>
    [Parameter] public RenderFragment<ReviewedDevice>? Actions { get; set; }

    /// <summary>The review was changed here and should be read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private string Anchor => $"bulk-{Standing.ToString().ToLowerInvariant()}";

    private int Count => Review.Bulk!.Of(Standing);

    private IReadOnlyList<ReviewCount> Reasons => [.. Review.Bulk!.Counts.Where(c => c.Standing == Standing && c.Reason is not null)];

    private int Shown => _reason is null ? Count : Reasons.FirstOrDefault(r => r.Reason == _reason)?.Count ?? 0;

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    /// <summary>A changed list shows its rows anew; the progress of reading does not.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var edited = $"{Review.Total} {Review.Complete} {(Standing is ReviewStanding.NeedsRelease or ReviewStanding.Released ? Review.FrozenHash : "")}";
        var again = _open && _edited is not null && _edited != edited;
        _edited = edited;
        if (again)
            await GoToAsync(Math.Max(0, Math.Min(_skip, (Shown - 1) / Page * Page)));
    }

    private Task ToggleAsync(string? reason)
    {
        if (_open && _reason == reason)
        {
            (_open, _rows) = (false, []);
            return Task.CompletedTask;
        }

        (_open, _reason) = (true, reason);
        return GoToAsync(0);
    }

    private Task GoToAsync(int skip) => _attempt.ReadAsync(async () => (_rows, _skip) =
        (await Desk.GetReviewedAsync(await Current.GetAsync(), Review.Id, new ReviewFilter(Standing, _reason), skip, Page, CancellationToken.None), skip));

    private Task TakeOutAllAsync(string? reason) => _attempt.RunAsync(async () =>
    {
        var outcome = await Desk.TakeOutAllAsync(await Current.GetAsync(), Review.Id, Standing, reason, CancellationToken.None);
        (_open, _rows) = (false, []);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });
}
