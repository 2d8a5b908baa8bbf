using System.Globalization;
using System.Text.RegularExpressions;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>What the answer to the POST means.</summary>
/// <param name="Signal">For the transition table.</param>
/// <param name="Text">For the person: what Graph said.</param>
/// <param name="NotBefore">When the request may be looked at again.</param>
/// <param name="ApprovalCode">Intune's own approval code.</param>
/// <param name="Hold">For how long nothing of the tenant may be sent, because Graph said so.</param>
/// <param name="Pauses">The batch rests until a person has mended what is missing.</param>
internal sealed record Answer(Signal Signal, string Text, DateTimeOffset? NotBefore = null, string? ApprovalCode = null, TimeSpan? Hold = null, bool Pauses = false);

/// <summary>The answer table of design.md. Pure.</summary>
internal static partial class Answers
{
    /// <summary>Waited where a 429 names no time: Intune often omits Retry-After (faults.md, R4).</summary>
    public static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(60);

    /// <summary>Whatever is named, it is asked again after a week.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>Waited after a connection that could not be made, to Graph or to Entra.</summary>
    private static readonly TimeSpan AfterNoConnection = TimeSpan.FromSeconds(30);

    private const string Asks = "Intune's Multi Admin Approval asks for a second admin.";

    private static readonly string[] ApprovalTexts =
        ["ApprovalRequired", "x-msft-approval", "Approval Request already exists", "Multi Admin Approval", "MultiAdminApproval"];

    private static readonly string[] AuthorityTexts = ["scope", "not authorized", "not authorised", "permission", "privilege", "insufficient", "role"];

    /// <param name="answer">What came back.</param>
    /// <param name="withCode">The POST carried an approved code: a 2xx to it is an order, also where the code comes back with it.</param>
    public static Answer Read(PostAnswer answer, DateTimeOffset now, bool withCode = false)
    {
        if (answer.Headers.TryGetValue("x-msft-approval-code", out var code) && !(withCode && answer.Status is >= 200 and < 300))
            return new(Signal.ApprovalRequired, Asks, ApprovalCode: TenantApprovals.IsCode(code) ? code : null);
        if (answer.NeverLeft)
            return new(Signal.NeverLeft, $"Nothing was sent: {answer.Failure ?? "the connection could not be made"}.", now + AfterNoConnection);
        if (answer.Status is not { } status)
            return new(Signal.AnswerLost, $"No answer came back ({answer.Failure}); Intune may have taken it.");
        if (status is >= 200 and < 300)
            return new(Signal.Accepted, $"Accepted by Intune ({status}). The order is armed.");

        var (graphCode, sentence) = GraphErrors.Read(answer.Body);
        var said = $"Graph answered {status}{(graphCode is null ? "" : $" {graphCode}")}: {sentence}";
        if (Mentions(answer.Body, ApprovalTexts))
            return AskedInText(answer.Body, said);
        return status switch
        {
            401 => new(Signal.NotAuthorised, "Entra asks the admin to sign in again. " + said, Pauses: true),
            403 or 429 when IsDailyQuota(answer.Body) => new(Signal.RateLimited, "The tenant's daily number of wipes is used up; held until tomorrow (UTC). " + said, Tomorrow(now), Hold: Tomorrow(now) - now),
            403 when Mentions(sentence, AuthorityTexts) => new(Signal.NotAuthorised, "A scope or a role is missing. " + said, Pauses: true),
            400 or 403 => new(Signal.Rejected, said),
            404 => new(Signal.Rejected, "The Intune record is gone. " + said),
            429 => Throttled(said, RetryAfter(answer.Headers, now), now),
            _ => new(Signal.AnswerLost, said + " Intune may have taken it all the same.", Hold: HoldOf(answer, now)),
        };
    }

    /// <summary>Nothing left: what held it back passes by itself or by a person, so it may be tried again at once then.</summary>
    public static Answer Withheld(string why) => new(Signal.NeverLeft, $"Nothing was sent: {why}.");

    /// <summary>No token could be had for the POST. Only a person can mend a session or a consent; an authority that does not answer is asked again later.</summary>
    public static Answer NoToken(Exception why, string admin, DateTimeOffset now) => why is SignInNeededException
        ? new(Signal.NeverLeft, $"Nothing was sent: {admin} must sign in again: {why.Message}", Pauses: true)
        : new(Signal.NeverLeft, $"Entra could not be reached; nothing was sent. {why.Message}", now + AfterNoConnection);

    /// <summary>
    /// How full the tenant's limit is, where Graph says so: 0.8 to 1.8 (<c>x-ms-throttle-limit-percentage</c>, graph.md §9); <c>null</c> where it does not.
    /// </summary>
    public static double? LimitUsed(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue("x-ms-throttle-limit-percentage", out var text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var used) ? used : null;

    /// <summary>Intune repeats the code in its text (graph.md §10). It is kept, and not shown.</summary>
    private static Answer AskedInText(string body, string said)
    {
        var code = CodeInText().Match(body) is { Success: true } match ? match.Groups["code"].Value : null;
        return new(Signal.ApprovalRequired, $"{Asks} {(code is null ? said : said.Replace(code, "…", StringComparison.Ordinal))}", ApprovalCode: code);
    }

    [GeneratedRegex("x-msft-approval-code[^0-9a-z]{1,12}(?<code>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z-])", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CodeInText();

    private static Answer Throttled(string said, TimeSpan wait, DateTimeOffset now) =>
        new(Signal.RateLimited, $"{said} Nothing of this tenant is sent for the {wait.TotalSeconds:0.#} s that Graph named.", now + wait, Hold: wait);

    /// <summary>A server that is overloaded may name a time too.</summary>
    private static TimeSpan? HoldOf(PostAnswer answer, DateTimeOffset now) =>
        answer.Status == 503 && answer.Headers.ContainsKey("Retry-After") ? RetryAfter(answer.Headers, now) : null;

    /// <summary>Seconds (also fractional), an HTTP date, or absent (graph.md §9). A date has whole seconds: the one that it names is waited out.</summary>
    public static TimeSpan RetryAfter(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (!headers.TryGetValue("Retry-After", out var text))
            return DefaultRetryAfter;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0)
            return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now + TimeSpan.FromSeconds(1) : DefaultRetryAfter;
    }

    /// <summary>One third party reports a cap of 500 wipes a day (graph.md §9); its wording is not known, so both words decide.</summary>
    private static bool IsDailyQuota(string body) =>
        Mentions(body, ["daily", "per day"]) && Mentions(body, ["quota", "limit"]);

    private static DateTimeOffset Tomorrow(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static bool Mentions(string text, string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
