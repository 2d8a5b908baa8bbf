using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>Names every mistake in section <c>Guards</c> with its key, all at once.</summary>
internal sealed class GuardOptionsValidator : IValidateOptions<GuardOptions>, IValidateOptions<GuardNumbers>
{
    public ValidateOptionsResult Validate(string? name, GuardNumbers options) =>
        options.Mistakes() is { Count: > 0 } mistakes ? ValidateOptionsResult.Fail(mistakes) : ValidateOptionsResult.Success;

    public ValidateOptionsResult Validate(string? name, GuardOptions options)
    {
        var mistakes = new List<string>();
        Range(nameof(options.LoosenAloneAfterHours), options.LoosenAloneAfterHours, 1, 144);
        Range(nameof(options.StartGraceMinutes), options.StartGraceMinutes, 1, 1_440);
        Range(nameof(options.ReviewValidMinutes), options.ReviewValidMinutes, 1, 1_440);
        Range(nameof(options.LongReviewValidHours), options.LongReviewValidHours, 1, 24);
        Range(nameof(options.InUseMinutes), options.InUseMinutes, 1, 1_440);
        Range(nameof(options.GroupsRefreshMinutes), options.GroupsRefreshMinutes, 1, 1_440);
        Range(nameof(options.GroupsValidMinutes), options.GroupsValidMinutes, 1, 10_080);
        if (options.GroupsValidMinutes < options.GroupsRefreshMinutes)
            mistakes.Add($"Guards:GroupsValidMinutes is {options.GroupsValidMinutes}; it must not be less than Guards:GroupsRefreshMinutes ({options.GroupsRefreshMinutes}).");
        if (options.TicketPattern is { } pattern && TicketRule.Problem(pattern) is { } problem)
            mistakes.Add($"Guards:TicketPattern is \"{pattern}\": {problem}");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Range(string key, int value, int least, int most)
        {
            if (value < least || value > most)
                mistakes.Add($"Guards:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
