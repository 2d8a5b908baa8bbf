using AutopilotReset.Shared.Devices;
using AutopilotReset.Tests.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Devices;

public class JoinTypesTests
{
    [Theory]
    [InlineData("AzureAd", null, null, "Entra joined")]
    [InlineData("azuread", false, "azureADJoined", "Entra joined")]
    [InlineData("ServerAd", null, null, "hybrid joined")]
    [InlineData("AzureAd", true, null, "hybrid joined")]
    [InlineData("AzureAd", null, "hybridAzureADJoined", "hybrid joined")]
    [InlineData("Workplace", null, null, "registered")]
    [InlineData(null, null, null, "unknown")]
    [InlineData("Other", null, "azureADJoined", "unknown")]
    public void Label_Facts_AreTold(string? trust, bool? synced, string? joinType, string expected)
    {
        var device = Clean.WithEntra(e => e with { TrustType = trust, OnPremisesSyncEnabled = synced }) with { IntuneJoinType = joinType };
        Assert.Equal(expected, JoinTypes.Label(device));
        Assert.Equal(expected == "hybrid joined", JoinTypes.IsHybrid(device));
    }

    [Fact]
    public void Label_NoEntraObject_IsUnknown() => Assert.Equal("unknown", JoinTypes.Label(Clean.Device with { EntraObjects = [] }));

    [Fact]
    public void HybridSigns_Several_AreAllNamed() =>
        Assert.Equal(3, JoinTypes.HybridSigns(Clean.WithEntra(e => e with { TrustType = "ServerAd", OnPremisesSyncEnabled = true }) with { IntuneJoinType = "hybridAzureADJoined" }).Count);
}
