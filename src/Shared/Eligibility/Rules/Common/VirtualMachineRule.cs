using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>A virtual machine other than a Cloud PC, by its model, manufacturer or Entra <c>profileType</c> SecureVM.</summary>
internal sealed class VirtualMachineRule : IEligibilityRule
{
    private static readonly string[] Signs = ["Virtual Machine", "VMware", "VirtualBox", "QEMU", "KVM", "innotek", "Parallels", "Xen", "Nutanix", "Amazon EC2", "Google Compute Engine"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var hardware = $"{device.Manufacturer} {device.Model}".Trim();
        if (Signs.Any(sign => hardware.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            reasons.AskRelease(ReasonCodes.VirtualMachine, $"A virtual machine: the hardware is {Reasons.Quote(hardware)}. Redeploying it is usually better.");
        else if (device.EntraObjects.Any(o => JoinTypes.Is(o.ProfileType, "SecureVM")))
            reasons.AskRelease(ReasonCodes.VirtualMachine, "A virtual machine: Entra's profileType is SecureVM. Redeploying it is usually better.");
    }
}
