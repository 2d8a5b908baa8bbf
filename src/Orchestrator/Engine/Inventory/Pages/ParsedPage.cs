namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>A page after parsing: records one after the other, and the link to the next page.</summary>
internal sealed class ParsedPage
{
    /// <summary>Start of each framed record in <see cref="Bytes"/>, in the order of the page.</summary>
    public List<int> Starts { get; } = [];

    /// <summary>Id of each record, as <see cref="Records.DeviceIdKey"/>.</summary>
    public List<Guid> Ids { get; } = [];

    /// <summary>Valid until the parser reads the next page.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary><c>null</c> on the last page.</summary>
    public string? NextLink { get; set; }

    /// <summary>Entries of the page, those of other platforms included.</summary>
    public int Seen { get; set; }

    public int Count => Starts.Count;

    /// <summary>A record inside its <see cref="Records.Field.Entry"/>, as it stands in a part.</summary>
    public ReadOnlySpan<byte> Framed(int index) => Bytes.Span[Starts[index]..(index + 1 < Starts.Count ? Starts[index + 1] : Bytes.Length)];
}
