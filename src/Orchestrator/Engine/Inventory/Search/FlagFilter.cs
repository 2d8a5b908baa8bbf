using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>The filters of a query as one comparison: <c>(Flags &amp; Mask) = Value</c>.</summary>
internal readonly record struct FlagFilter(int Mask, int Value)
{
    public bool IsEmpty => Mask == 0;

    public bool Lets(int flags) => (flags & Mask) == Value;

    public static FlagFilter Of(DeviceQuery query)
    {
        var filter = default(FlagFilter);
        if (query.Verdict is { } verdict)
            filter = filter.And(DeviceFlags.VerdictMask, DeviceFlags.Of(verdict, "", null, false, false).Value);
        if (query.JoinType is { Length: > 0 } join)
            filter = filter.And(DeviceFlags.JoinMask, DeviceFlags.Of(default, join, null, false, false).Value);
        if (query.OwnerType is { Length: > 0 } owner)
            filter = filter.And(DeviceFlags.OwnerMask, DeviceFlags.Of(default, "", owner, false, false).Value);
        if (query.Autopilot is { } autopilot)
            filter = filter.And(DeviceFlags.AutopilotMask, DeviceFlags.Of(default, "", null, autopilot, false).Value);
        return filter;
    }

    private FlagFilter And(int mask, int value) => new(Mask | mask, Value | (value & mask));
}
