using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>A finished or growing review in which devices are taken out or released: what a short and a long one have in common.</summary>
public abstract class ReviewEditing : ComponentBase
{
    [Inject] private protected IResetDesk Desk { get; set; } = null!;

    [Inject] private protected CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<ReviewEditing> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required Review Review { get; set; }

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>Goes to another step.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    /// <summary>The review was changed here and should be read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    /// <summary>The commands of the page.</summary>
    private protected Attempt Attempt { get; private set; } = null!;

    /// <summary>Whose release is asked about.</summary>
    private protected ReviewedDevice? Asked { get; private set; }

    private protected bool Asking { get; set; }

    private protected string Done => ResetWords.Done(Review.Kind);

    protected override void OnInitialized() => Attempt = new Attempt(Logger);

    private protected void Ask(ReviewedDevice device) => (Asked, Asking) = (device, true);

    private protected Task TakeOutAsync(ReviewedDevice device) => Attempt.RunAsync(async () =>
    {
        var outcome = await Desk.TakeOutAsync(await Current.GetAsync(), Review.Id, device.Key, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private protected Task<Refused?> ReleaseAsync(string reason) => Attempt.AnswerAsync(async () =>
    {
        if (Asked is null)
            return null;
        var outcome = await Desk.ReleaseAsync(await Current.GetAsync(), Review.Id, Asked.Key, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });
}
