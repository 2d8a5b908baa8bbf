using System.Net;

namespace AutopilotReset.Simulator.Entra;

/// <summary>The pages that the browser sees: plain HTML without anything to load.</summary>
internal static class SignInPages
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;background:#fff;color:#1b1b1b}
        h1{font-size:1.5rem;margin:0 0 .25rem} ul{list-style:none;margin:1.5rem 0;padding:0}
        button{display:block;width:100%;text-align:left;font:inherit;padding:.75rem 1rem;margin:0 0 .5rem;border:2px solid #5a5a5a;border-radius:.5rem;background:#f4f6fb;color:#1b1b1b;cursor:pointer}
        button:hover{border-color:#0b4fb3} button:focus-visible{outline:3px solid #0b4fb3;outline-offset:2px}
        button strong{display:block} .note{padding:.75rem 1rem;border-left:4px solid #8a5a00;background:#fff6e0;color:#1b1b1b}
        @media (prefers-color-scheme:dark){body{background:#16181d;color:#f1f1f1}button{background:#23262e;color:#f1f1f1;border-color:#a0a0a0}button:focus-visible{outline-color:#8ab4ff}}
        """;

    public static string Choose(IEnumerable<Persona> personas, string query)
    {
        var items = string.Concat(personas.Select(p =>
            $"<li><button type=\"submit\" name=\"persona\" value=\"{E(p.Name)}\"><strong>{E(p.DisplayName)}</strong> {E(p.Description)}</button></li>"));
        return Page("Sign in to the practice tenant", $"""
            <p class="note">This is the practice tenant. Nothing here reaches Microsoft or a real device.</p>
            <form method="post" action="?{E(query)}"><ul>{items}</ul>
            <button type="submit" name="cancel" value="1">Cancel</button></form>
            """);
    }

    public static string Consent(Persona persona, IEnumerable<string> scopes, string query) => Page("Permissions requested", $"""
        <p>The Autopilot Reset console asks <strong>{E(persona.DisplayName)}</strong> for:</p>
        <ul>{string.Concat(scopes.Select(s => $"<li>{E(s)}</li>"))}</ul>
        <form method="post" action="?{E(query)}"><input type="hidden" name="persona" value="{E(persona.Name)}">
        <button type="submit" name="consent" value="accept">Accept</button>
        <button type="submit" name="cancel" value="1">Cancel</button></form>
        """);

    public static string PostBack(string address, IEnumerable<KeyValuePair<string, string?>> values) => Page("Signing in", $"""
        <form method="post" action="{E(address)}">
        {string.Concat(values.Where(v => v.Value is not null).Select(v => $"<input type=\"hidden\" name=\"{E(v.Key)}\" value=\"{E(v.Value!)}\">"))}
        <noscript><button type="submit">Continue</button></noscript></form><script>document.forms[0].submit()</script>
        """);

    public static string Fault(string text) => Page("Sign-in failed", $"<p>{E(text)}</p>");

    public static string SignedOut() => Page("Signed out", "<p>You are signed out of the practice tenant.</p>");

    private static string Page(string title, string body) =>
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(title)}</title><style>{Style}</style></head><body><main><h1>{E(title)}</h1>{body}</main></body></html>";

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
