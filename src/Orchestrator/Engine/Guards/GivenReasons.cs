using AutopilotReset.Engine.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>A reason that a person gives must say something.</summary>
internal static class GivenReasons
{
    /// <summary>The refusal, or <c>null</c> when the text will do.</summary>
    public static Refused? Require(string? text, string what, GuardOptions options)
    {
        var length = (text ?? "").Count(char.IsLetterOrDigit);
        if (length < options.ReasonMinLength)
            return new Refused("reason-required", $"{what} needs at least {options.ReasonMinLength} letters or digits; it has {length}.");
        return text!.Length > PlainText.ReasonLength
            ? new Refused("reason-too-long", $"{what} has at most {PlainText.ReasonLength} characters; this one has {text.Length}.")
            : null;
    }
}
