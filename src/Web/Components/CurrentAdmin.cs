using System.Security.Claims;
using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components.Authorization;

namespace AutopilotReset.Web.Components;

/// <summary>Who looks at this page now. Read anew for each call, so that a withdrawn level is noticed.</summary>
internal sealed class CurrentAdmin(AuthenticationStateProvider authentication, AdminFromClaims fromClaims)
{
    /// <summary>The person signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in any more.</exception>
    public async Task<Admin> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return state.User.Identity?.IsAuthenticated == true
            ? fromClaims(state.User)
            : throw new InvalidOperationException("Nobody is signed in any more. Sign in again.");
    }

    /// <summary>Claims by their short names; a level that cannot be read is none.</summary>
    internal static Admin FromPlainClaims(ClaimsPrincipal user)
    {
        string Claim(string type) => user.FindFirstValue(type) ?? "";
        var level = Enum.TryParse<AccessLevel>(Claim("console_level"), ignoreCase: true, out var parsed) ? parsed : AccessLevel.None;
        return new Admin(Claim("uid"), Claim("utid"), Claim("oid"), Claim("tid"), Claim("name"), Claim("preferred_username"), level);
    }
}
