using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class VirtualMachineRuleTests() : RuleTests(new VirtualMachineRule())
{
    [Theory]
    [InlineData("Microsoft Corporation", "Virtual Machine")]
    [InlineData("VMware, Inc.", "VMware7,1")]
    [InlineData("innotek GmbH", "VirtualBox")]
    [InlineData("QEMU", "Standard PC")]
    [InlineData("VMWARE, INC.", "VIRTUAL PLATFORM")]
    public void Judge_VirtualHardware_NeedsReleaseNamingIt(string manufacturer, string model) =>
        Expect("virtual-machine Release", Clean.Device with { Manufacturer = manufacturer, Model = model }, says: model);

    [Fact]
    public void Judge_SecureVm_NeedsRelease() => Expect("virtual-machine Release", Clean.WithEntra(e => e with { ProfileType = "SecureVM" }), says: "SecureVM");

    [Theory]
    [InlineData("Microsoft Corporation", "Surface Laptop 6")]
    [InlineData(null, null)]
    public void Judge_RealHardware_FindsNothing(string? manufacturer, string? model) => Expect(Nothing, Clean.Device with { Manufacturer = manufacturer, Model = model });
}
