using System.Security.Claims;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace AutopilotReset.Web.Access;

/// <summary>
/// The door, after Entra said who it is and before there is a cookie. Who has no role leaves nothing behind: neither a cookie nor the refresh token
/// that Identity.Web has stored by then (identity.md §7).
/// </summary>
internal sealed class RoleGate(
    IEntraSession session, IOptions<AccessOptions> access, AccessLog log, Sessions sessions, Standings standings, TenantIdentity tenant, TimeProvider time)
{
    private const string RoleClaim = "wids";

    public async Task AdmitAsync(TokenValidatedContext context)
    {
        var account = AccountOf(context.Principal!);
        try
        {
            var stop = context.HttpContext.RequestAborted;
            var standing = await StandingAsync(context.Principal!, account, stop);
            if (standing.Kind == StandingKind.Confirmed)
                await EnterAsync(context, account, standing.Level, stop);
            else
                await TurnAwayAsync(context, account, standing, stop);
        }
        catch
        {
            await sessions.ForgetAsync(account, CancellationToken.None);
            throw;
        }
    }

    private async Task<Standing> StandingAsync(ClaimsPrincipal person, Account account, CancellationToken stop)
    {
        if (!string.Equals(account.TenantId, tenant.TenantId, StringComparison.OrdinalIgnoreCase))
            return new(StandingKind.RoleLost, AccessLevel.None, "the account belongs to another tenant.", time.GetUtcNow());
        var roles = person.FindAll(RoleClaim).Select(c => c.Value).ToList();
        if (roles.Count == 0)
            return await session.AskStandingAsync(account, loan: null, stop);
        return access.Value.LevelOf(roles) is var level and not AccessLevel.None
            ? new(StandingKind.Confirmed, level, "", time.GetUtcNow())
            : new(StandingKind.RoleLost, AccessLevel.None, "the account holds no role that this console admits.", time.GetUtcNow());
    }

    private async Task EnterAsync(TokenValidatedContext context, Account account, AccessLevel level, CancellationToken stop)
    {
        await log.SignedInAsync(account, level, From(context.HttpContext), stop);
        standings.Forget(account);
        context.Principal = AdminClaims.Principal(account, level, time.GetUtcNow(), AdminClaims.AuthenticatedAt(context.Principal!));
    }

    private async Task TurnAwayAsync(TokenValidatedContext context, Account account, Standing standing, CancellationToken stop)
    {
        await sessions.ForgetAsync(account, stop);
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await log.TurnedAwayAsync(account, standing.Reason, From(context.HttpContext), stop);
        context.Response.Redirect(AccessPages.DeniedAddress(standing.Kind == StandingKind.RoleLost ? Denial.NoRole : Denial.RoleUnknown));
        context.HandleResponse();
    }

    /// <exception cref="AuthenticationFailureException">Entra's answer does not name the person fully.</exception>
    private static Account AccountOf(ClaimsPrincipal person)
    {
        string Needed(string? value, string claim) => value is { Length: > 0 } ? value : throw new AuthenticationFailureException($"Entra's answer has no \"{claim}\".");
        var upn = person.FindFirst(AdminClaims.UserPrincipalName)?.Value;
        return new Account(
            Needed(person.GetHomeObjectId(), AdminClaims.HomeObjectId),
            Needed(person.GetHomeTenantId(), AdminClaims.HomeTenantId),
            Needed(person.GetObjectId(), AdminClaims.ObjectId),
            Needed(person.GetTenantId(), AdminClaims.TenantId),
            person.FindFirst(AdminClaims.Name)?.Value ?? upn ?? "(no name)",
            upn ?? "");
    }

    private static string? From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}
