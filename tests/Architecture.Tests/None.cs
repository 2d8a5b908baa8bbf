namespace AutopilotReset.Tests.Architecture;

/// <summary>Says every breach in full: a cut-off list costs whoever reads it another run.</summary>
internal static class None
{
    public static void Of<T>(IEnumerable<T> breaches, string rule)
    {
        var found = breaches.Select(b => b!.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{rule}\n{string.Join('\n', found)}");
    }
}
