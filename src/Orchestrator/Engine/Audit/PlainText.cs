using AutopilotReset.Shared.Audit;

namespace AutopilotReset.Engine.Audit;

/// <summary>Text for the audit as one visible line; <see cref="OneLine"/> says how.</summary>
internal static class PlainText
{
    /// <inheritdoc cref="OneLine.NameLength"/>
    public const int NameLength = OneLine.NameLength;

    /// <inheritdoc cref="OneLine.ReasonLength"/>
    public const int ReasonLength = OneLine.ReasonLength;

    /// <inheritdoc cref="OneLine.Of"/>
    public static string Line(string? text, int length = NameLength) => OneLine.Of(text, length);
}
