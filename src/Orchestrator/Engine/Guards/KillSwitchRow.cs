namespace AutopilotReset.Engine.Guards;

/// <summary>The tenant's kill switch. There is exactly one row; without it nothing is sent (invariant 8).</summary>
public sealed class KillSwitchRow
{
    public required string Tenant { get; init; }
    public bool On { get; set; }
    public string? Reason { get; set; }
    public string? By { get; set; }
    public DateTimeOffset? Since { get; set; }

    /// <summary>Somebody asked for it to be off again.</summary>
    public LooseningAsk? OffAsk { get; set; }

    public long Version { get; set; }
}
