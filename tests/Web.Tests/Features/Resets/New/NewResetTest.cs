using AngleSharp.Dom;
using AutopilotReset.Web.Features.Resets.New;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

/// <summary>The New reset page at some step, over a review that is kept on the server.</summary>
public abstract class NewResetTest : PageTest
{
    private protected const string Planned = "&next=SomebodyElse&because=Leaver&ticket=CHG0004711";

    private protected IRenderedComponent<NewReset> Open(Review review, string step, string rest = "")
    {
        Desk.Reviews[review.Id] = review;
        var kind = review.Kind == OrderKind.Wipe ? "wipe" : "reset";
        return OpenAt($"/resets/new?kind={kind}&step={step}&review={review.Id}{rest}");
    }

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
