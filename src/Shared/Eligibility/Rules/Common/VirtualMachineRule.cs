using System.Buffers;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>A virtual machine other than a Cloud PC, by its model, manufacturer or Entra <c>profileType</c> SecureVM.</summary>
internal sealed class VirtualMachineRule : IEligibilityRule
{
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["Virtual Machine", "VMware", "VirtualBox", "QEMU", "KVM", "innotek", "Parallels", "Xen", "Nutanix", "Amazon EC2", "Google Compute Engine"],
        StringComparison.OrdinalIgnoreCase);

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.Model.AsSpan().ContainsAny(Signs) || device.Manufacturer.AsSpan().ContainsAny(Signs))
            reasons.AskRelease(ReasonCodes.VirtualMachine, $"A virtual machine: the hardware is {Reasons.Quote($"{device.Manufacturer} {device.Model}".Trim())}. Redeploying it is usually better.");
        else if (device.EntraObjects.Any(o => JoinTypes.Is(o.ProfileType, "SecureVM")))
            reasons.AskRelease(ReasonCodes.VirtualMachine, "A virtual machine: Entra's profileType is SecureVM. Redeploying it is usually better.");
    }
}
