namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// How fast this tenant may be sent to. The product composes it from <c>Graph:WritesPer20Seconds</c>, which start refuses above 190; only a benchmark puts
/// another one in its place.
/// </summary>
/// <param name="Per20Seconds">Sends in any sliding 20 seconds.</param>
/// <param name="Burst">Sends at once after a pause; at most five in the product (design.md, Sending).</param>
internal sealed record SendLimit(int Per20Seconds, int Burst)
{
    /// <summary>The product's own.</summary>
    public static SendLimit Of(int writesPer20Seconds) => new(writesPer20Seconds, Math.Min(5, writesPer20Seconds));
}
