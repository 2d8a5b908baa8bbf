using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Eligibility;

public class VerdictTests
{
    [Fact]
    public void Judge_CleanDevice_IsReadyForBoth()
    {
        Assert.Equal(Verdict.Ready, ResetEligibility.Judge(Clean.Device, Clean.Context).Verdict);
        Assert.Equal(Verdict.Ready, WipeEligibility.Judge(Clean.Device, Clean.Context).Verdict);
    }

    [Theory]
    [InlineData(new Verdict[0], Verdict.Ready)]
    [InlineData(new[] { Verdict.Attention }, Verdict.Attention)]
    [InlineData(new[] { Verdict.Attention, Verdict.Release }, Verdict.Release)]
    [InlineData(new[] { Verdict.Refused, Verdict.Attention, Verdict.Release }, Verdict.Refused)]
    public void Verdict_IsTheStrictestReason(Verdict[] verdicts, Verdict expected) =>
        Assert.Equal(expected, new Judgement([.. verdicts.Select(v => new Reason("code", v, "Text."))]).Verdict);

    [Fact]
    public void Judge_SeveralProblems_KeepsEveryReason()
    {
        var device = Clean.Device with { OsVersion = "10.0.19045.1", OwnerType = "personal", LastCheckIn = Clean.Now.AddDays(-20) };
        var judgement = ResetEligibility.Judge(device, Clean.Context);
        Assert.Equal(Verdict.Refused, judgement.Verdict);
        Assert.Equal(["check-in-stale", "personal", "windows-10"], judgement.Reasons.Select(r => r.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Judge_NothingKnown_IsRefusedForBoth()
    {
        var device = new DeviceFacts { Name = "" };
        Assert.Equal(Verdict.Refused, ResetEligibility.Judge(device, Clean.Context).Verdict);
        Assert.Equal(Verdict.Refused, WipeEligibility.Judge(device, Clean.Context).Verdict);
    }

    [Fact]
    public void Judge_OnlyInIntuneAndNothingElseKnown_IsRefusedForBoth()
    {
        var device = new DeviceFacts { Name = "", ManagedDeviceId = Clean.ManagedId, ReadAt = Clean.Now };
        Assert.Equal(Verdict.Refused, ResetEligibility.Judge(device, Clean.Context).Verdict);
        Assert.Equal(Verdict.Refused, WipeEligibility.Judge(device, Clean.Context).Verdict);
    }

    [Fact]
    public void Judge_OrdinaryHybridDevice_MayBeWiped()
    {
        var hybrid = Clean.WithEntra(e => e with { TrustType = "ServerAd", OnPremisesSyncEnabled = true }) with { IntuneJoinType = "hybridAzureADJoined" };
        var judgement = WipeEligibility.Judge(hybrid, Clean.Context);
        Assert.Equal(Verdict.Attention, judgement.Verdict);
        Assert.Equal(["hybrid-24-hours"], judgement.Reasons.Select(r => r.Code));
    }

    /// <summary>Each change alone, and each two of them: the mild reason may come before the strict one or behind it.</summary>
    [Fact]
    public void Verdict_AnyTwoProblems_IsThatOfAllReasons()
    {
        Func<DeviceFacts, DeviceFacts>[] problems =
        [
            d => d with { OsVersion = "10.0.19045.1" },
            d => d with { ManagementAgent = "configurationManagerClientMdm" },
            d => d with { AutopilotRegistered = false, Autopilot = null },
            d => d with { LastCheckIn = Clean.Now.AddDays(-20) },
            d => d with { Model = "Virtual Machine" },
            d => d with { OwnerType = "personal" },
            d => d with { IntuneJoinType = "hybridAzureADJoined" },
            d => d with { EntraObjects = [d.EntraObjects[0] with { AccountEnabled = false }] },
            d => d with { ThreatState = "compromised" },
            d => d with { Serial = "Default string" },
            d => d with { ActionResults = [new ActionResult("wipe", "pending", Clean.Now, null)] },
            d => d with { ReadAt = default },
        ];
        foreach (var one in problems)
        {
            foreach (var other in problems)
            {
                var device = other(one(Clean.Device));
                Assert.Equal(ResetEligibility.Judge(device, Clean.Context).Verdict, ResetEligibility.Verdict(device, Clean.Context));
            }
        }

        Assert.Equal(Enum.GetValues<Verdict>()[1..], problems.Select(p => ResetEligibility.Verdict(p(Clean.Device), Clean.Context)).Distinct().Order());
    }

    [Fact]
    public void Text_NameThatReordersText_IsMadeVisible()
    {
        var device = Clean.Device with { ManagementState = "\u202Edeganam\r\n" + new string('x', 200) };
        var text = Assert.Single(ResetEligibility.Judge(device, Clean.Context).Reasons).Text;
        Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u202E');
        Assert.True(text.Length < 200);
    }
}
