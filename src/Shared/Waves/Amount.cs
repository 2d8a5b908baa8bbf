using System.Globalization;

namespace AutopilotReset.Shared.Waves;

/// <summary>A number of devices, or a share of the batch: "25" or "10 %".</summary>
/// <param name="Value">Devices from 0 to 100,000, or percent from 0 to 100.</param>
/// <param name="IsPercent">Whether <paramref name="Value"/> is a share.</param>
public readonly record struct Amount(decimal Value, bool IsPercent)
{
    private const decimal MostDevices = 100_000;

    public static Amount Of(int devices) => new(devices, false);

    public static Amount Percent(decimal share) => new(share, true);

    /// <summary>Reads "25", "10%" or "12.5 %". Numbers are whole; both comma and point divide a percentage.</summary>
    /// <returns><c>null</c> where the text is neither, or out of range.</returns>
    public static Amount? Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var percent = trimmed.EndsWith('%');
        var number = (percent ? trimmed[..^1].TrimEnd() : trimmed).Replace(',', '.');
        if (!decimal.TryParse(number, percent ? NumberStyles.AllowDecimalPoint : NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        return value >= 0 && value <= (percent ? 100 : MostDevices) ? new Amount(value, percent) : null;
    }

    /// <summary>Devices of a batch of <paramref name="total"/>, rounded up, so that a share of a few devices is one and not none; never more than there are.</summary>
    public int RoundedUp(int total) => Math.Min(total, (int)Math.Ceiling(Exact(total)));

    /// <summary>Devices of a batch of <paramref name="total"/>, rounded down: a limit of 10 % of 15 devices is one device.</summary>
    public int RoundedDown(int total) => Math.Min(total, (int)Math.Floor(Exact(total)));

    public override string ToString() => Value.ToString("0.##", CultureInfo.InvariantCulture) + (IsPercent ? " %" : "");

    private decimal Exact(int total) => IsPercent ? total * Value / 100 : Value;
}
