namespace AutopilotReset.Shared.Sites;

/// <summary>A cap and the list that it is to hold for.</summary>
/// <param name="Cap">The cap.</param>
/// <param name="SiteOfDevice">Each device's site, in the order of sending.</param>
public sealed record SitePlan(SiteCap Cap, IReadOnlyList<string> SiteOfDevice)
{
    /// <summary>Every mistake, in words; empty when it can be rehearsed.</summary>
    public IReadOnlyList<string> Mistakes(int devices) => Cap.Mistakes() is { Count: > 0 } mistakes ? mistakes
        : SiteOfDevice.Count == devices ? []
        : [$"The sites of {SiteOfDevice.Count} devices are told, not of {devices}."];
}
