using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>The guards' numbers as a page shows them: what holds, where it comes from, and what is asked.</summary>
/// <param name="Present">What holds; the configuration's where that cannot be read.</param>
/// <param name="Problem">Why it cannot be read, so that nothing is sent.</param>
internal sealed record ShownNumbers(GuardNumbers Present, IReadOnlyList<ShownNumber> Rows, string? Problem)
{
    public static ShownNumbers Of(PresentNumbers numbers, GuardNumbersRow? row, Account viewer, DateTimeOffset now)
    {
        try
        {
            var present = numbers.Of(row?.Numbers);
            return new(present, [.. NumberRule.All.Select(n => Row(n, present, numbers.Configured, row!, viewer, now))], null);
        }
        catch (GuardsUnreadableException unreadable)
        {
            return new(numbers.Configured, [.. NumberRule.All.Select(n => new ShownNumber(n, numbers.Configured.Of(n), numbers.Configured.Of(n)))], unreadable.Message);
        }
    }

    private static ShownNumber Row(GuardNumber number, GuardNumbers present, GuardNumbers configured, GuardNumbersRow row, Account viewer, DateTimeOffset now) =>
        new(number, present.Of(number), configured.Of(number))
        {
            Changed = row.Changes.FirstOrDefault(c => c.Number == number) is { } changed ? new NumberChange(changed.By, changed.At, changed.Because) : null,
            Asked = row.Asks.FirstOrDefault(a => a.Number == number && a.Stands(present, now))?.Shown(viewer, now),
        };
}
