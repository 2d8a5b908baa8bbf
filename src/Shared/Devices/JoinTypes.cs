namespace AutopilotReset.Shared.Devices;

/// <summary>How a device belongs to the tenant, from Entra's <c>trustType</c> and Intune's beta <c>joinType</c> (graph.md §3).</summary>
public static class JoinTypes
{
    /// <summary>Entra <c>trustType</c> of a device joined to Entra alone.</summary>
    public const string EntraJoinedTrust = "AzureAd";

    /// <summary>Entra <c>trustType</c> of a hybrid joined device.</summary>
    public const string HybridTrust = "ServerAd";

    /// <summary>Entra <c>trustType</c> of a device that is only registered.</summary>
    public const string RegisteredTrust = "Workplace";

    /// <summary>Intune beta <c>joinType</c> of a device joined to Entra alone.</summary>
    public const string EntraJoined = "azureADJoined";

    /// <summary>Intune beta <c>joinType</c> of a device that is only registered.</summary>
    public const string Registered = "azureADRegistered";

    /// <summary>
    /// Any sign that the device, or another Entra object that could be it, is hybrid joined: <c>trustType</c> ServerAd,
    /// <c>onPremisesSyncEnabled</c>, or a beta <c>joinType</c> that says hybrid. One sign is enough (invariant 7).
    /// </summary>
    public static bool IsHybrid(DeviceFacts device)
    {
        if (SaysHybrid(device.IntuneJoinType))
            return true;
        for (var i = 0; i < device.EntraObjects.Count; i++)
        {
            if (Is(device.EntraObjects[i].TrustType, HybridTrust) || device.EntraObjects[i].OnPremisesSyncEnabled == true)
                return true;
        }

        return false;
    }

    /// <summary>Every hybrid sign, each in words that name the field and the object; empty when there is none.</summary>
    public static IReadOnlyList<string> HybridSigns(DeviceFacts device)
    {
        if (!IsHybrid(device))
            return [];

        var signs = new List<string>();
        if (SaysHybrid(device.IntuneJoinType))
            signs.Add($"Intune joinType {device.IntuneJoinType}");
        foreach (var entra in device.EntraObjects)
        {
            if (Is(entra.TrustType, HybridTrust))
                signs.Add($"trustType {HybridTrust} on Entra object {entra.ObjectId}");
            if (entra.OnPremisesSyncEnabled == true)
                signs.Add($"onPremisesSyncEnabled on Entra object {entra.ObjectId}");
        }

        return signs;
    }

    /// <summary>"Entra joined", "hybrid joined", "registered" or "unknown"; a hybrid sign anywhere wins.</summary>
    public static string Label(DeviceFacts device)
    {
        if (IsHybrid(device))
            return "hybrid joined";
        if (Is(device.Entra?.TrustType, EntraJoinedTrust))
            return "Entra joined";
        return Is(device.Entra?.TrustType, RegisteredTrust) ? "registered" : "unknown";
    }

    /// <summary>Compares Graph's open-ended strings: blanks around and letter case do not matter.</summary>
    internal static bool Is(string? value, string expected) => value is not null && value.AsSpan().Trim().Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static bool SaysHybrid(string? joinType) => joinType?.Contains("hybrid", StringComparison.OrdinalIgnoreCase) == true;
}
