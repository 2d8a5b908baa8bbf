using AutopilotReset.Engine.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>A reason that a person gives must say something.</summary>
internal static class GivenReasons
{
    /// <summary>The refusal, or <c>null</c> when the text will do.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="what">What it is a reason of, as the sentence begins.</param>
    /// <param name="least">Letters or digits that it must have (<see cref="GuardNumbers.ReasonMinLength"/>).</param>
    public static Refused? Require(string? text, string what, int least)
    {
        var length = (text ?? "").Count(char.IsLetterOrDigit);
        if (length < least)
            return new Refused("reason-required", $"{what} needs at least {least} letters or digits; it has {length}.");
        return text!.Length > PlainText.ReasonLength
            ? new Refused("reason-too-long", $"{what} has at most {PlainText.ReasonLength} characters; this one has {text.Length}.")
            : null;
    }
}
