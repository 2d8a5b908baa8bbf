using Microsoft.AspNetCore.WebUtilities;

namespace AutopilotReset.Simulator.Entra;

/// <summary>The sign-in as the browser goes through it: who, consent where it is missing, and back with a code.</summary>
internal sealed class BrowserPages(PersonaBook personas, ConsentBook consents, CodeBook codes, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.EndsWith("/oauth2/v2.0/authorize", StringComparison.Ordinal)) await AuthorizeAsync(context);
        else if (path.EndsWith("/oauth2/v2.0/logout", StringComparison.Ordinal)) await LogoutAsync(context);
        else await HtmlAsync(context, StatusCodes.Status404NotFound, SignInPages.Fault("There is no such page."));
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var (request, fault) = AuthorizeRequest.From(context.Request.Query);
        if (request is null)
        {
            await HtmlAsync(context, StatusCodes.Status400BadRequest, SignInPages.Fault(fault!));
            return;
        }
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        if (form.ContainsKey("cancel"))
        {
            await ReturnAsync(context, request, new() { ["error"] = "access_denied", ["error_description"] = "AADSTS65004: User declined to consent to access the app." });
            return;
        }
        var hint = request.Prompt is "select_account" or "login" ? null : request.LoginHint;
        var byHand = personas.Find(form["persona"]) ?? personas.Find(context.Request.Query["persona"]);
        var persona = byHand ?? personas.Find(hint);

        // Who only consents has shown who they are before.
        if (persona is not null && (persona.AuthenticatedAt is null || (byHand is not null && !form.ContainsKey("consent"))))
            persona.AuthenticatedAt = time.GetUtcNow();
        if (persona is null) await HtmlAsync(context, StatusCodes.Status200OK, SignInPages.Choose(personas.All, QueryOf(context)));
        else await ContinueAsync(context, request, persona, form["consent"] == "accept" || context.Request.Query["consent"] == "accept");
    }

    private async Task ContinueAsync(HttpContext context, AuthorizeRequest request, Persona persona, bool accepted)
    {
        if (persona.Disabled)
        {
            await HtmlAsync(context, StatusCodes.Status200OK, SignInPages.Fault("AADSTS50057: The user account is disabled."));
            return;
        }
        var missing = request.Scopes.Where(s => s != ".default" && !consents.Has(persona, s)).ToList();
        if (missing.Count > 0 && !accepted)
        {
            await HtmlAsync(context, StatusCodes.Status200OK, SignInPages.Consent(persona, missing, QueryOf(context)));
            return;
        }
        foreach (var scope in missing) consents.Grant(persona, scope);
        persona.MfaRequired = false;
        await ReturnAsync(context, request, new() { ["code"] = codes.Issue(persona, request), ["session_state"] = persona.HomeObjectId });
    }

    private static async Task ReturnAsync(HttpContext context, AuthorizeRequest request, Dictionary<string, string?> values)
    {
        if (request.State is not null) values["state"] = request.State;
        if (request.ByForm) await HtmlAsync(context, StatusCodes.Status200OK, SignInPages.PostBack(request.RedirectUri, values));
        else context.Response.Redirect(QueryHelpers.AddQueryString(request.RedirectUri, values));
    }

    private static Task LogoutAsync(HttpContext context)
    {
        var back = context.Request.Query["post_logout_redirect_uri"].ToString();
        if (!AuthorizeRequest.IsLocal(back)) return HtmlAsync(context, StatusCodes.Status200OK, SignInPages.SignedOut());
        var state = context.Request.Query["state"].ToString();
        context.Response.Redirect(state.Length == 0 ? back : QueryHelpers.AddQueryString(back, "state", state));
        return Task.CompletedTask;
    }

    private static string QueryOf(HttpContext context) => context.Request.QueryString.Value?.TrimStart('?') ?? "";

    private static Task HtmlAsync(HttpContext context, int status, string html)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(html);
    }
}
