using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Resets;

public class ForeignBurstTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Find_FewerThanTheLimit_IsNone() => Assert.Null(ForeignBurst.Find([Wipe("a", 0), Wipe("b", 1)], 3));

    [Fact]
    public void Find_AsManyAsTheLimitWithinTenMinutes_IsThoseInOrder() =>
        Assert.Equal(["a", "b", "c"], ForeignBurst.Find([Wipe("c", 10), Wipe("a", 0), Wipe("b", 5), Wipe("d", 30)], 3)!.Select(e => e.ManagedDeviceId));

    [Fact]
    public void Find_SpreadOverMoreThanTenMinutes_IsNone() => Assert.Null(ForeignBurst.Find([Wipe("a", 0), Wipe("b", 5), Wipe("c", 10.1), Wipe("d", 20.2)], 3));

    [Fact]
    public void Find_TheSameDeviceAgainAndAgain_IsOne() => Assert.Null(ForeignBurst.Find([Wipe("a", 0), Wipe("A", 1), Wipe("a", 2)], 2));

    [Fact]
    public void Find_RefusedByIntune_DoesNotCount() => Assert.Null(ForeignBurst.Find([Wipe("a", 0), Wipe("b", 1, "Failure")], 2));

    [Fact]
    public void Find_DeviceLeavesTheWindowOnce_StillCountsWhereItStandsTwice() =>
        Assert.Equal(3, ForeignBurst.Find([Wipe("a", 0), Wipe("a", 9), Wipe("b", 12), Wipe("c", 13)], 3)!.Select(e => e.ManagedDeviceId).Distinct().Count());

    private static IntuneAuditEntry Wipe(string device, double minute, string? result = "Success") =>
        new($"{device}-{minute}", Noon.AddMinutes(minute), "wipe ManagedDevice", result, "other", "Mallory", "elsewhere", device);
}
