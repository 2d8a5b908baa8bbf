using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>One row of rules.md. A rule appends every reason it finds and never throws.</summary>
public interface IEligibilityRule
{
    void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons);
}
