using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Console;

public class DeviceFilterTests
{
    public static TheoryData<DeviceQuery, string> Unusable => new()
    {
        { new DeviceQuery(), "every device" },
        { new DeviceQuery { Text = "  ", Sort = DeviceSort.Serial, Descending = true }, "every device" },
        { new DeviceQuery { JoinType = "", OwnerType = "" }, "every device" },
        { new DeviceQuery { Text = new string('a', 129) }, "at most 128" },
        { new DeviceQuery { Text = "a\nb" }, "cannot be seen" },
        { new DeviceQuery { JoinType = "half joined" }, "no join type" },
        { new DeviceQuery { OwnerType = "mine" }, "no owner type" },
        { new DeviceQuery { Verdict = (Verdict)9 }, "no verdict" },
        { new DeviceQuery { Armed = true, Sort = (DeviceSort)99 }, "no order" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Mistakes_WhatCannotBeUsed_IsNamed(DeviceQuery query, string why) => Assert.Contains(DeviceFilter.Mistakes(query), m => m.Contains(why, StringComparison.Ordinal));

    [Fact]
    public void Words_EachPartIsSaid() => Assert.Equal(
        "name, serial or user has “leaver”; can be reset; Entra joined; owner type company; in Autopilot; not armed",
        DeviceFilter.Words(new DeviceQuery { Text = "leaver", Verdict = Verdict.Ready, JoinType = "Entra joined", OwnerType = "company", Autopilot = true, Armed = false }));
}
