using System.Collections.Frozen;

namespace AutopilotReset.Shared.Devices;

/// <summary>What an edition means for a remote reset.</summary>
public enum WindowsEdition
{
    /// <summary>Neither number nor family could be read, or neither is known here.</summary>
    Unknown,

    /// <summary>Pro, Enterprise, Education and IoT Enterprise: the editions whose RemoteWipe CSP has Autopilot Reset (graph.md §1).</summary>
    Business,

    /// <summary>Enterprise LTSC or IoT Enterprise LTSC.</summary>
    LongTermServicing,

    /// <summary>Home in any language or region.</summary>
    Home,

    /// <summary>Windows SE.</summary>
    Se,

    /// <summary>Enterprise multi-session, a session host.</summary>
    MultiSession,

    /// <summary>Windows Holographic (HoloLens).</summary>
    Holographic,

    /// <summary>Windows Team (Surface Hub).</summary>
    SurfaceHub,

    /// <summary>Windows Server in any edition.</summary>
    Server,
}

/// <summary>
/// Reads the edition from beta <c>skuNumber</c> and <c>skuFamily</c>. Numbers are the Windows product types of <c>GetProductInfo</c> (sysinfoapi.h, winnt.h).
/// </summary>
public static class WindowsEditions
{
    private static readonly FrozenDictionary<int, WindowsEdition> ByNumber = new Dictionary<WindowsEdition, int[]>
    {
        [WindowsEdition.Business] = [4, 27, 48, 49, 70, 72, 84, 121, 122, 138, 139, 140, 141, 161, 162, 164, 165, 171, 172, 188, 206],
        [WindowsEdition.LongTermServicing] = [125, 126, 129, 130, 191, 205, 207],
        [WindowsEdition.Home] = [2, 3, 5, 11, 26, 97, 98, 99, 100, 101, 111, 113, 115, 116],
        [WindowsEdition.Se] = [202, 203],
        [WindowsEdition.MultiSession] = [175],
        [WindowsEdition.Holographic] = [135, 136],
        [WindowsEdition.SurfaceHub] = [119],
        [WindowsEdition.Server] =
        [
            7, 8, 9, 10, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 50,
            51, 52, 53, 54, 55, 56, 59, 60, 61, 62, 63, 64, 76, 77, 79, 80, 95, 96, 109, 110, 120, 124, 143, 144, 145, 146, 147, 148, 159, 160, 168, 169,
            199, 200, 208, 209, 406, 407, 408, 409,
        ],
    }.SelectMany(known => known.Value, (known, number) => (Number: number, Edition: known.Key)).ToFrozenDictionary(x => x.Number, x => x.Edition);

    // What nearly every device says: a hundred thousand of them are judged at a time.
    private static readonly FrozenDictionary<string, WindowsEdition> UsualFamilies =
        new[] { "Enterprise", "Pro", "Professional", "Education", "Business" }.ToFrozenDictionary(family => family, _ => WindowsEdition.Business, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The edition. Where number and family disagree, the one that is not an ordinary business edition counts: the stricter reading.
    /// </summary>
    public static WindowsEdition Of(DeviceFacts device)
    {
        var byNumber = FromNumber(device.SkuNumber);
        var byFamily = FromFamily(device.SkuFamily);
        return byNumber is WindowsEdition.Unknown or WindowsEdition.Business && byFamily != WindowsEdition.Unknown ? byFamily : byNumber;
    }

    private static WindowsEdition FromNumber(int? number) => number is { } sku && ByNumber.TryGetValue(sku, out var edition) ? edition : WindowsEdition.Unknown;

    private static WindowsEdition FromFamily(string? family)
    {
        if (string.IsNullOrEmpty(family))
            return WindowsEdition.Unknown;
        if (UsualFamilies.TryGetValue(family, out var usual))
            return usual;

        var text = string.Concat(family.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (text.StartsWith("WINDOWS", StringComparison.Ordinal) && !text.Contains("SERVER", StringComparison.Ordinal))
            text = text["WINDOWS".Length..].TrimStart('1', '0');

        return text switch
        {
            "SE" or "CLOUDEDITION" or "CLOUDEDITIONN" => WindowsEdition.Se,
            "ENTERPRISES" or "ENTERPRISESN" or "ENTERPRISESEVAL" or "IOTENTERPRISES" or "IOTENTERPRISESK" => WindowsEdition.LongTermServicing,
            "TEAM" or "PPIPRO" => WindowsEdition.SurfaceHub,
            _ => FromWords(text),
        };
    }

    private static WindowsEdition FromWords(string text)
    {
        if (Has("SERVERRDSH") || Has("MULTISESSION"))
            return WindowsEdition.MultiSession;
        if (Has("SERVER"))
            return WindowsEdition.Server;
        if (Has("HOLOGRAPHIC") || Has("HOLOLENS"))
            return WindowsEdition.Holographic;
        if (Has("SURFACEHUB"))
            return WindowsEdition.SurfaceHub;
        if (Has("LTSC") || Has("LTSB"))
            return WindowsEdition.LongTermServicing;
        if (Starts("HOME") || Starts("CORE") || Starts("STARTER"))
            return WindowsEdition.Home;
        return Starts("PRO") || Starts("ENTERPRISE") || Starts("EDUCATION") || Starts("BUSINESS") || Starts("IOTENTERPRISE")
            ? WindowsEdition.Business
            : WindowsEdition.Unknown;

        bool Has(string word) => text.Contains(word, StringComparison.Ordinal);
        bool Starts(string word) => text.StartsWith(word, StringComparison.Ordinal);
    }
}
