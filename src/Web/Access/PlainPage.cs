using System.Text;
using System.Text.Encodings.Web;

namespace AutopilotReset.Web.Access;

/// <summary>A page of a heading, a few sentences and links; light and dark, nothing to load, no script.</summary>
internal sealed record PlainPage(string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<PlainLink> Links)
{
    private const string Style = """
        :root{color-scheme:light dark;--ground:#f4f6f7;--surface:#fff;--text:#16202a;--line:#d5dbe0;--accent:#0f5f73;--on-accent:#fff}
        @media (prefers-color-scheme:dark){:root{--ground:#10161b;--surface:#182027;--text:#e4eaee;--line:#313d47;--accent:#6cc3d5;--on-accent:#0b1318}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:36rem;width:100%;background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:2rem}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem} p{margin:0 0 1rem} .brand{font-weight:600}
        ul{list-style:none;display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 0;padding:0}
        a{display:inline-block;padding:.5rem 1rem;border-radius:6px;border:1px solid var(--accent);color:var(--accent);text-decoration:none}
        li:first-child a{background:var(--accent);color:var(--on-accent)}
        a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        """;

    public string ToHtml()
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">");
        html.Append("<title>").Append(Encode(Title)).Append(" · Autopilot Reset</title><link rel=\"icon\" type=\"image/svg+xml\" href=\"/icon.svg\"><style>").Append(Style).Append("</style></head>");
        html.Append("<body><main><p class=\"brand\">Autopilot Reset</p><h1>").Append(Encode(Title)).Append("</h1>");
        foreach (var paragraph in Paragraphs)
            html.Append("<p>").Append(Encode(paragraph)).Append("</p>");
        html.Append("<ul>");
        foreach (var link in Links)
            html.Append("<li><a href=\"").Append(Encode(link.Address)).Append("\">").Append(Encode(link.Text)).Append("</a></li>");
        return html.Append("</ul></main></body></html>").ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

internal sealed record PlainLink(string Text, string Address);
