using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>The MDM certificate has run out: the device can no longer fetch any order.</summary>
internal sealed class CertificateRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (Reasons.Known(device.ManagementCertificateExpires) is { } expires && expires <= context.Now)
            reasons.Refuse(ReasonCodes.CertificateExpired, $"Its management certificate expired {Reasons.Instant(expires)}: it cannot fetch the order.");
    }
}
