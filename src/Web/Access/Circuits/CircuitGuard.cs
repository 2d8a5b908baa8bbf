using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Put once at the root of the pages: lets the server close them with words, by loading <c>/ended</c>.</summary>
internal sealed class CircuitGuard(CircuitExit exit, NavigationManager navigation) : ComponentBase
{
    protected override Task OnInitializedAsync() => exit.OnLeave(end => InvokeAsync(() => Leave(end)));

    private void Leave(CircuitEnd end) =>
        navigation.NavigateTo(AccessPages.EndedAddress(end.Why, "/" + navigation.ToBaseRelativePath(navigation.Uri), end.Claims), forceLoad: true);
}
