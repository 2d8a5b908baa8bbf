namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>Reads instants as Graph writes them, <c>2026-11-23T09:00:00.1234567Z</c> with or without a fraction, in UTC.</summary>
internal static class JsonTime
{
    private const int Seconds = 19;
    private const int MostDigits = 7;

    // Negative whatever is multiplied by a hundred or added.
    private const int NoDigits = -10_000;

    /// <summary>Year 1, an offset, or anything else that is not in this one form is left to the JSON reader.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length <= Seconds || text[^1] != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
            return false;
        var (year, month, day) = ((Two(text, 0) * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        var wrong = (year | month | day | hour | minute | second) < 0;
        if (wrong || year < 2 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        if (!TryFraction(text[Seconds..^1], out var fraction))
            return false;
        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + fraction;
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] != '.' || text.Length is 1 or > MostDigits + 1)
            return false;
        for (var i = 1; i <= MostDigits; i++)
        {
            var digit = i < text.Length ? text[i] - '0' : 0;
            if (digit is < 0 or > 9)
                return false;
            ticks = (ticks * 10) + digit;
        }

        return true;
    }

    /// <summary>Two digits as a number; negative where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = (text[at] - '0', text[at + 1] - '0');
        return tens is < 0 or > 9 || ones is < 0 or > 9 ? NoDigits : (tens * 10) + ones;
    }
}
