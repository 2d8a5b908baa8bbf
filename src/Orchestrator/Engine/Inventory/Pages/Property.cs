using System.Text;
using AutopilotReset.Engine.Inventory.Records;

namespace AutopilotReset.Engine.Inventory.Pages;

internal enum PropertyKind
{
    Text,

    /// <summary>Kept as sixteen bytes where it is a GUID, else as lower-case text; an all-zero GUID means "none" and is left out.</summary>
    Id,

    /// <summary>Year 1 is what Intune writes for "never" and is left out.</summary>
    Time,
    Number,
    Flag,

    /// <summary>Of a list of texts those that begin with [ZTDID] or [HWID]: the others tell no device from another (rules.md).</summary>
    Hardware,
    Actions,
}

/// <summary>A JSON property that is asked for and how it is kept.</summary>
internal sealed record Property(string Name, Field Field, PropertyKind Kind)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);
}
