namespace AutopilotReset.Engine.Data;

/// <summary>Our own send budget as the pages show it; what the tenant has left cannot be read (design.md, Sending).</summary>
/// <param name="perMinute">Configured sends a minute.</param>
public sealed class SendBudget(int perMinute)
{
    private volatile int _left = perMinute;

    public int PerMinute { get; } = perMinute;

    /// <summary>Sends left in this minute, by what the last 20 seconds used.</summary>
    public int LeftThisMinute => _left;

    internal void Set(int leftIn20Seconds) => _left = Math.Min(PerMinute, leftIn20Seconds * 3);
}
