using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AutopilotReset.Web.Access;

/// <summary>Asked on every request: is the session that this cookie names still one? Renewal never passes <see cref="Longest"/>.</summary>
internal sealed class SessionRules(SessionCutoffs cutoffs, TimeProvider time)
{
    /// <summary>Without a request for so long, the session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>A working day; then one signs in again, whatever was done.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal;
        if (principal is null || AdminClaims.StartedAt(principal) is not { } started || AdminClaims.LevelOf(principal) == AccessLevel.None)
        {
            await RejectAsync(context);
            return;
        }

        var last = started + Longest;
        var account = Account.Of(AdminClaims.ToAdmin(principal));
        if (time.GetUtcNow() >= last || await cutoffs.EndedAsync(account.Id, started, context.HttpContext.RequestAborted) is not null)
        {
            await RejectAsync(context);
            return;
        }

        var ends = context.Properties.ExpiresUtc is { } expires && expires < last ? expires : last;
        AdminClaims.StateEnd(principal, ends);
    }

    private static Task RejectAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
