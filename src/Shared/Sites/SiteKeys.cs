namespace AutopilotReset.Shared.Sites;

/// <summary>
/// Tells a device's site. Upper and lower case are one. What cannot be told is one site of its own (<see cref="None"/>) and never a site per device: that would be no
/// cap at all. Pure.
/// </summary>
public static class SiteKeys
{
    /// <summary>The site of all that cannot be told.</summary>
    public const string None = "";

    /// <summary>Sites whose first so many letters are equal are one.</summary>
    public const int Longest = 100;

    private static readonly char[] Separators = ['-', '_', '.', ' '];

    /// <param name="cap">Says what tells it.</param>
    /// <param name="device">What is known of the device.</param>
    /// <param name="members">Who is in the cap's groups; <see cref="SiteMembers.None"/> where it has none.</param>
    /// <exception cref="InvalidOperationException">The members are not those of the cap's groups: nobody knows the site then.</exception>
    public static string Of(SiteCap cap, SiteTraits device, SiteMembers members)
    {
        ArgumentNullException.ThrowIfNull(cap);
        ArgumentNullException.ThrowIfNull(members);
        return cap.By switch
        {
            SiteRule.GroupTag => OfTag(device.GroupTag),
            SiteRule.NamePrefix => OfName(device.Name, cap.Letters),
            SiteRule.Group when members.AreOf(cap) => members.SiteOf(device.EntraDeviceId),
            _ => throw new InvalidOperationException("What tells the site of a device is not known."),
        };
    }

    public static string OfTag(string? groupTag) => Cut(Plain(groupTag), Longest);

    /// <param name="name">The device's name.</param>
    /// <param name="letters">The first so many; <c>null</c>: up to the first separator. A name without a separator, or not longer than that, tells no site.</param>
    public static string OfName(string name, int? letters)
    {
        var plain = Plain(name);
        var end = letters ?? plain.IndexOfAny(Separators);
        return end > 0 && end < plain.Length ? Cut(plain, Math.Min(end, Longest)).TrimEnd(Separators) : None;
    }

    private static string Plain(string? text) => string.Concat((text ?? "").Where(c => !char.IsControl(c))).Trim().ToUpperInvariant();

    // Half a character is none that a database keeps.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
