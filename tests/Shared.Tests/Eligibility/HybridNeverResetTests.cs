using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Eligibility;

/// <summary>Invariant 7, over every combination of a hybrid sign with other facts: the sign decides, whatever else is true.</summary>
public class HybridNeverResetTests
{
    private static readonly Func<DeviceFacts, DeviceFacts>[] Signs =
    [
        d => d with { EntraObjects = [Clean.Entra with { TrustType = "ServerAd" }] },
        d => d with { EntraObjects = [Clean.Entra with { OnPremisesSyncEnabled = true }] },
        d => d with { EntraObjects = [Clean.Entra, Clean.Twin with { TrustType = "serverAD " }] },
        d => d with { EntraObjects = [Clean.Twin with { OnPremisesSyncEnabled = true }, Clean.Entra] },
        d => d with { EntraObjects = [Clean.Twin with { TrustType = "ServerAd" }] },
        d => d with { IntuneJoinType = "hybridAzureADJoined" },
    ];

    private static readonly Func<DeviceFacts, DeviceFacts>[] Others =
    [
        d => d with { ManagedDeviceId = null },
        d => d with { EntraDeviceId = null },
        d => d with { IntuneJoinType = d.IntuneJoinType == "azureADJoined" ? null : d.IntuneJoinType },
        d => d with { Autopilot = null, AutopilotRegistered = null },
        d => d with { ManagementAgent = "configurationManagerClientMdm" },
        d => d with { Holders = null, RecordedUser = null },
        d => d with { SkuFamily = null, SkuNumber = null },
        d => d with { LastCheckIn = Clean.Now },
        d => d with { EntraObjects = [.. d.EntraObjects.Select(o => o with { AccountEnabled = null, MdmAppId = null })] },
        d => d with { EntraObjects = [.. d.EntraObjects, Clean.Twin with { ObjectId = "x", DeviceId = "y" }] },
        d => d with { DeviceEnrollmentType = "windowsAzureADJoin", Serial = null },
    ];

    [Fact]
    public void Judge_AnyHybridSignWithAnythingElse_IsRefusedTowardsWipe()
    {
        var judged = 0;
        foreach (var sign in Signs)
        {
            for (var mask = 0; mask < 1 << Others.Length; mask++)
            {
                var device = Others.Where((_, i) => (mask & (1 << i)) != 0).Aggregate(sign(Clean.Device), (d, change) => change(d));
                var judgement = ResetEligibility.Judge(device, Clean.Context);
                Assert.True(judgement.Verdict == Verdict.Refused, $"Not refused: {device}");
                var reason = Assert.Single(judgement.Reasons, r => r.Code == "hybrid-joined");
                Assert.Equal((Verdict.Refused, Alternative.FullWipe), (reason.Verdict, reason.Alternative));
                Assert.Contains("24 hours", reason.Text, StringComparison.Ordinal);
                judged++;
            }
        }

        Assert.Equal(Signs.Length << Others.Length, judged);
    }

    [Fact]
    public void Judge_AnyTwoHybridSigns_IsRefused()
    {
        foreach (var first in Signs)
        {
            foreach (var second in Signs)
                Assert.True(ResetEligibility.Judge(second(first(Clean.Device)), Clean.Context).Has("hybrid-joined"));
        }
    }
}
