using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Tests.Testing;

/// <summary>Finding what a person sees.</summary>
internal static class Markup
{
    public static IElement Button<T>(this IRenderedComponent<T> page, string text) where T : IComponent =>
        page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    public static bool HasButton<T>(this IRenderedComponent<T> page, string text) where T : IComponent =>
        page.FindAll("button").Any(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    /// <summary>Text with its white space made single.</summary>
    public static string Text(this IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Text<T>(this IRenderedComponent<T> page, string selector) where T : IComponent => page.Find(selector).Text();
}
