namespace AutopilotReset.Simulator.Entra;

/// <summary>What the console asks for when it sends the browser to sign in.</summary>
internal sealed record AuthorizeRequest(
    string RedirectUri, IReadOnlyList<string> Scopes, string? State, string? Nonce, string Challenge, bool ByForm, string? LoginHint, string? Prompt)
{
    /// <summary>Reads the query; a fault is told with Entra's code.</summary>
    public static (AuthorizeRequest? Request, string? Fault) From(IQueryCollection query)
    {
        if (query["client_id"] != EntraIds.ClientId) return (null, $"AADSTS700016: Application with identifier '{query["client_id"]}' was not found in the directory.");
        if (!IsLocal(query["redirect_uri"])) return (null, "AADSTS50011: The redirect URI does not match; the practice tenant allows http(s)://localhost and 127.0.0.1 only.");
        if (query["response_type"] != "code") return (null, "AADSTS700051: response_type must be 'code'.");
        if (query["code_challenge_method"] != "S256" || query["code_challenge"].ToString().Length < 43)
            return (null, "AADSTS501461: a code_challenge with code_challenge_method S256 is required.");
        var scopes = query["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Bare).ToList();
        if (scopes.Find(s => s != ".default" && !ConsentBook.IsKnown(s)) is { } unknown)
            return (null, $"AADSTS650053: The application asked for scope '{unknown}' that doesn't exist on the resource.");
        return (new AuthorizeRequest(
            query["redirect_uri"]!, scopes, query["state"], query["nonce"], query["code_challenge"]!,
            query["response_mode"] == "form_post", query["login_hint"], query["prompt"]), null);
    }

    /// <summary>The scope without the resource in front of it.</summary>
    public static string Bare(string scope) => scope[(scope.LastIndexOf('/') + 1)..];

    public static bool IsLocal(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.Host is "localhost" or "127.0.0.1";
}
