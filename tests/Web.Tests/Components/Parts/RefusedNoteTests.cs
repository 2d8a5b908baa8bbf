using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Components.Parts;

public class RefusedNoteTests : PageTest
{
    [Fact]
    public void Note_ConsentNeeded_LeadsToASignInThatAsksForTheScopes()
    {
        var note = Render<RefusedNote>(p => p.Add(n => n.Refused, new Refused("consent-needed", "Scope.One Scope.Two: sign in once more.")));

        Assert.StartsWith("/authentication/login?scope=Scope.One%20Scope.Two&returnUrl=%2F", note.Find("a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Note_SignInAgain_LeadsToASignInByHandAndBack()
    {
        Navigation.NavigateTo("/resets/1?state=Planned");

        var note = Render<RefusedNote>(p => p.Add(n => n.Refused, new Refused("sign-in-again", "Approving needs a sign-in of the last 15 minutes.")));

        Assert.Equal("/authentication/login?fresh=1&returnUrl=%2Fresets%2F1%3Fstate%3DPlanned", note.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Note_AnotherRefusal_OffersNoSignIn()
    {
        var note = Render<RefusedNote>(p => p.Add(n => n.Refused, new Refused("kill-switch", "Nothing is sent: it is on.")));

        Assert.Empty(note.FindAll("a"));
    }
}
