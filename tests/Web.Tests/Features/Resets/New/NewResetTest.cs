using AngleSharp.Dom;
using AutopilotReset.Web.Features;
using AutopilotReset.Web.Features.Resets.New;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

/// <summary>The New reset page at some step, over a review that is kept on the server.</summary>
public abstract class NewResetTest : PageTest
{
    private protected static readonly PlanDraft Planned = new(NextUser.SomebodyElse, "CHG0004711", "Leaver");

    private protected IRenderedComponent<NewReset> Open(Review review, string step, PlanDraft? plan = null)
    {
        Desk.Reviews[review.Id] = review;
        if (plan is not null)
            Keep(plan);
        var kind = review.Kind == OrderKind.Wipe ? "wipe" : "reset";
        return OpenAt($"/resets/new?kind={kind}&step={step}&review={review.Id}");
    }

    /// <summary>Keeps a draft of the person signed in, as an earlier page did.</summary>
    private protected void Keep(PlanDraft plan) => Services.GetRequiredService<Drafts>().KeepAsync(PlanDraft.Of(SomeReview.Id), plan).GetAwaiter().GetResult();

    private protected IRenderedComponent<NewReset> OpenAt(string address)
    {
        Navigation.NavigateTo(address);
        return Render<NewReset>();
    }

    private protected static IElement Button(IRenderedComponent<NewReset> page, string text) =>
        page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    private protected static bool HasButton(IRenderedComponent<NewReset> page, string text) =>
        page.FindAll("button").Any(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));
}
