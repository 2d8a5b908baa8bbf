using AutopilotReset.Shared.Devices;
using AutopilotReset.Tests.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Devices;

public class DeviceFactsTests
{
    [Fact]
    public void Entra_AmongSeveral_IsTheOneWithTheDeviceId() =>
        Assert.Same(Clean.Entra, (Clean.Device with { EntraObjects = [Clean.Twin, Clean.Entra] }).Entra);

    [Fact]
    public void Entra_OnlyOthers_IsNone() => Assert.Null((Clean.Device with { EntraObjects = [Clean.Twin] }).Entra);

    [Theory]
    [InlineData("ID", "id", true)]
    [InlineData("id", "other", false)]
    public void IsSameAs_Person_ComparesIds(string one, string other, bool same) => Assert.Equal(same, new Person(one).IsSameAs(new Person(other)));

    [Fact]
    public void IsSameAs_Nobody_No() => Assert.False(Clean.Anna.IsSameAs(null));
}
