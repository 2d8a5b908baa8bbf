using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>Everything a filter asks, in one number: verdict in the highest bits, so that ordering by it orders by verdict.</summary>
internal readonly record struct DeviceFlags(int Value)
{
    private const int MissingBit = 1;
    private const int AutopilotBit = 2;
    private const int OwnerShift = 2;
    private const int JoinShift = 4;
    private const int VerdictShift = 8;

    public static IReadOnlyList<string> Joins { get; } = ["unknown", "Entra joined", "hybrid joined", "registered"];

    public static IReadOnlyList<string> Owners { get; } = ["unknown", "company", "personal"];

    public const int AutopilotMask = AutopilotBit;
    public const int OwnerMask = 3 << OwnerShift;
    public const int JoinMask = 7 << JoinShift;
    public const int VerdictMask = 3 << VerdictShift;

    public Verdict Verdict => (Verdict)(Value >> VerdictShift);

    public string Join => Joins[(Value >> JoinShift) & 7];

    public string Owner => Owners[(Value >> OwnerShift) & 3];

    public bool Autopilot => (Value & AutopilotBit) != 0;

    public bool Missing => (Value & MissingBit) != 0;

    public static DeviceFlags Of(Verdict verdict, string joinType, string? ownerType, bool autopilot, bool missing) => new(
        ((int)verdict << VerdictShift)
        | (Place(Joins, joinType) << JoinShift)
        | (Place(Owners, ownerType) << OwnerShift)
        | (autopilot ? AutopilotBit : 0)
        | (missing ? MissingBit : 0));

    /// <summary>Not in the last full read any more, and so refused.</summary>
    public DeviceFlags Gone() => new(With(Verdict.Refused).Value | MissingBit);

    public DeviceFlags With(Verdict verdict) => new((Value & ~VerdictMask) | ((int)verdict << VerdictShift));

    /// <summary>What is not in the list counts as the first, "unknown".</summary>
    public static int Place(IReadOnlyList<string> list, string? text)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (string.Equals(list[i], text, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return 0;
    }
}
