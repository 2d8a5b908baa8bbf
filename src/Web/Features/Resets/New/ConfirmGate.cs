using System.Globalization;
using System.Text.RegularExpressions;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>
/// What is still missing before an order may be confirmed, in words. The server checks all of it again; the page only keeps the button shut
/// and says why.
/// </summary>
internal static class ConfirmGate
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>What the review itself lacks; empty when the next step may be taken.</summary>
    public static IReadOnlyList<string> OfReview(Review review)
    {
        var missing = new List<string>();
        if (!review.Complete)
            missing.Add("The devices are still being read.");
        else if (review.Sent == 0)
            missing.Add($"No device of this review may be {ResetWords.Done(review.Kind)}.");
        return missing;
    }

    /// <summary>What the plan lacks.</summary>
    public static IReadOnlyList<string> OfPlan(PlanDraft plan, Review review, Guards guards, DateTimeOffset now)
    {
        var missing = new List<string>();
        if (plan.Next is null)
            missing.Add("Say who uses the device next.");
        if (string.IsNullOrWhiteSpace(plan.Justification))
            missing.Add("Write why; it stands in the audit.");
        else if (Words.LettersIn(plan.Justification) < guards.ReasonMinLength)
            missing.Add($"Write why with at least {guards.ReasonMinLength} letters or digits; it stands in the audit.");
        if (guards.TicketPattern is { } pattern && !Matches(plan.Ticket, pattern))
            missing.Add($"The ticket number must have the form {Plain(pattern)}.");
        missing.AddRange(plan.WavesOf(review).Mistakes);
        missing.AddRange(plan.SitesOf(review).Mistakes);
        missing.AddRange(plan.TimingOf(now, guards.ConfirmationValidHours).Mistakes);
        return missing;
    }

    /// <summary>What was not typed, or not right.</summary>
    /// <param name="first">The first device that is sent, whose serial is typed where it is the only one.</param>
    public static IReadOnlyList<string> OfTyping(Review review, ReviewedDevice? first, string? typed)
    {
        var text = (typed ?? "").Trim();
        var sent = review.Sent;
        if (!TypedConfirmation.IsSerial(review.Kind, sent))
        {
            var count = sent.ToString(CultureInfo.InvariantCulture);
            return string.Equals(text, count, StringComparison.Ordinal) ? [] : [text.Length == 0 ? "Type the number of devices." : "What you typed is not the number of devices."];
        }

        var serial = first?.Serial;
        if (Serials.IsPlaceholder(serial))
            return ["This device has no usable serial number, so it cannot be wiped from here."];
        return string.Equals(Serials.Normalise(text), Serials.Normalise(serial!), StringComparison.Ordinal) ? [] : [text.Length == 0 ? "Type the device's serial number." : "What you typed is not this device's serial number."];
    }

    /// <summary>A pattern as a person reads it: without the anchors.</summary>
    public static string Plain(string pattern) => pattern.TrimStart('^').TrimEnd('$');

    private static bool Matches(string? ticket, string pattern)
    {
        try
        {
            return Regex.IsMatch((ticket ?? "").Trim(), $@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            // A pattern that cannot be read stops the plan rather than letting everything through.
            return false;
        }
    }
}
