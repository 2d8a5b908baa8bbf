using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Put once at the root of the pages: lets the server close them with words, by loading <c>/ended</c>. Public, or Razor does not find it.</summary>
public sealed class CircuitGuard : ComponentBase
{
    [Inject] private CircuitExit Exit { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override Task OnInitializedAsync() => Exit.OnLeave(end => InvokeAsync(() => Leave(end)));

    private void Leave(CircuitEnd end) =>
        Navigation.NavigateTo(AccessPages.EndedAddress(end.Why, "/" + Navigation.ToBaseRelativePath(Navigation.Uri), end.Claims), forceLoad: true);
}
