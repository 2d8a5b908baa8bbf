using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>
/// Watches a page for anything that runs and anything that is hidden: alerts, violations of the content security policy, elements that a name made,
/// and characters without a shape in texts, titles, tooltips and labels.
/// </summary>
internal sealed class Eyes
{
    private const string Policy = "window.__broken = []; document.addEventListener('securitypolicyviolation', e => window.__broken.push(e.violatedDirective + ' ' + e.blockedURI));";

    private const string Search = """
        typed => {
          const found = [...(window.__broken ?? [])].map(v => 'policy: ' + v);
          for (const e of document.querySelectorAll('img[src="x"], [onerror], [onmouseover]')) found.push('element: ' + e.outerHTML.slice(0, 80));
          for (const s of document.scripts) if (/alert/.test(s.textContent)) found.push('script: ' + s.textContent.slice(0, 80));
          const unseen = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/;
          const check = (text, where) => { if (text && unseen.test(text)) found.push(`unseen in ${where}: ${JSON.stringify(text.slice(0, 60))}`); };
          check(document.title, 'title');
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) if (!['SCRIPT', 'STYLE', 'TEXTAREA'].includes(texts.currentNode.parentElement?.tagName)) check(texts.currentNode.data, texts.currentNode.parentElement?.className || 'text');
          for (const e of document.querySelectorAll('*')) for (const a of e.attributes) if (!(typed && a.name === 'value')) check(a.value, a.name);
          return found;
        }
        """;

    private readonly IPage _page;
    private readonly List<string> _found = [];
    private int _looks;

    private Eyes(IPage page)
    {
        _page = page;
        page.Dialog += async (_, dialog) =>
        {
            _found.Add($"alert: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public static async Task<Eyes> OpenAsync(IPage page)
    {
        await page.AddInitScriptAsync(Policy);
        return new Eyes(page);
    }

    /// <param name="hidden">A name with characters that cannot be seen stands here, so that their sign must.</param>
    /// <param name="typed">A person has typed such a text into a field, which holds it as it is.</param>
    public async Task LookAsync(string where, bool hidden = false, bool typed = false)
    {
        _looks++;
        _found.AddRange((await _page.EvaluateAsync<string[]>(Search, typed)).Select(f => $"{where}: {f}"));
        if (hidden && !(await _page.ContentAsync()).Contains('␦', StringComparison.Ordinal))
            _found.Add($"{where}: what cannot be seen is not shown as ␦");
    }

    public void SawNothingRun(int atLeast)
    {
        Assert.True(_found.Count == 0, string.Join('\n', _found));
        Assert.True(_looks >= atLeast, $"Only {_looks} looks.");
    }
}
