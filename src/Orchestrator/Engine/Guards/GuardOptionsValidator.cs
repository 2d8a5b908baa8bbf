using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>Names every mistake in section <c>Guards</c> with its key, all at once.</summary>
internal sealed class GuardOptionsValidator : IValidateOptions<GuardOptions>
{
    public ValidateOptionsResult Validate(string? name, GuardOptions options)
    {
        var mistakes = new List<string>();
        Range(nameof(options.DevicesPerBatch), options.DevicesPerBatch, 1, 100_000);
        Range(nameof(options.DevicesPer24Hours), options.DevicesPer24Hours, 1, 100_000);
        Range(nameof(options.ForeignWipesIn10Minutes), options.ForeignWipesIn10Minutes, 1, 10_000);
        Range(nameof(options.ConfirmationValidHours), options.ConfirmationValidHours, 1, 168);
        Range(nameof(options.ConfirmSignInMinutes), options.ConfirmSignInMinutes, 0, 1_440);
        Range(nameof(options.ApprovalAboveDevices), options.ApprovalAboveDevices, 0, 10_000);
        Range(nameof(options.ApprovalValidHours), options.ApprovalValidHours, 1, 168);
        Range(nameof(options.ApprovalSignInMinutes), options.ApprovalSignInMinutes, 0, 1_440);
        Range(nameof(options.LoosenAloneAfterHours), options.LoosenAloneAfterHours, 1, 144);
        Range(nameof(options.StartGraceMinutes), options.StartGraceMinutes, 1, 1_440);
        Range(nameof(options.ReviewValidMinutes), options.ReviewValidMinutes, 1, 1_440);
        Range(nameof(options.LongReviewValidHours), options.LongReviewValidHours, 1, 24);
        Range(nameof(options.ReleaseAfterDays), options.ReleaseAfterDays, 1, 3_650);
        Range(nameof(options.RefuseAfterDays), options.RefuseAfterDays, 1, 3_650);
        Range(nameof(options.InUseMinutes), options.InUseMinutes, 1, 1_440);
        Range(nameof(options.ReasonMinLength), options.ReasonMinLength, 1, 200);
        Range(nameof(options.GroupsRefreshMinutes), options.GroupsRefreshMinutes, 1, 1_440);
        Range(nameof(options.GroupsValidMinutes), options.GroupsValidMinutes, 1, 10_080);
        if (options.RefuseAfterDays <= options.ReleaseAfterDays)
            mistakes.Add($"Guards:RefuseAfterDays is {options.RefuseAfterDays}; it must be more than Guards:ReleaseAfterDays ({options.ReleaseAfterDays}).");
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
