using AutopilotReset.Engine.Identity;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Access;

/// <summary>
/// Sends the person of an open page through the sign-in and back to that page. Identity.Web's own helper sends an absolute return address,
/// which ends on the home page (identity.md §7).
/// </summary>
internal static class SignInAgain
{
    /// <summary>Answers a claims challenge, or a session that ended.</summary>
    public static void For(NavigationManager navigation, SignInNeededException needed) => Go(navigation, needed.Claims, []);

    /// <summary>Asks for rare scopes when they are first needed (<see cref="GraphScopes.RepairPrimaryUser"/>, <see cref="GraphScopes.RepairOwner"/>).</summary>
    public static void ForScopes(NavigationManager navigation, IEnumerable<string> scopes) => Go(navigation, claims: null, scopes);

    /// <summary>The sign-in's address that leads back to <paramref name="here"/>.</summary>
    public static string Address(string here, string? claims, IEnumerable<string> scopes)
    {
        var address = $"/authentication/login?returnUrl={Uri.EscapeDataString(here)}";
        if (claims is not null)
            address += "&claims=" + Uri.EscapeDataString(claims);
        var asked = string.Join(' ', scopes);
        return asked.Length == 0 ? address : address + "&scope=" + Uri.EscapeDataString(asked);
    }

    private static void Go(NavigationManager navigation, string? claims, IEnumerable<string> scopes) =>
        navigation.NavigateTo(Address("/" + navigation.ToBaseRelativePath(navigation.Uri), claims, scopes), forceLoad: true);
}
