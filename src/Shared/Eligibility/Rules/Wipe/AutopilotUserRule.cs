using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>Autopilot still greets the user of before.</summary>
internal sealed class AutopilotUserRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var assigned = device.Autopilot?.AssignedUser;
        if (string.IsNullOrWhiteSpace(assigned))
            return;

        // With nobody known to hold the device, the assigned user can only be an old one.
        var known = KnownUsers(device).ToList();
        if (known.Count == 0 || known.Any(user => JoinTypes.Is(assigned, user)))
        {
            reasons.Mention(
                ReasonCodes.AutopilotUserRemains,
                $"In Autopilot it is still assigned to {Reasons.Quote(assigned)}, who would be greeted by name.",
                Alternative.UnassignAutopilotUser);
        }
    }

    private static IEnumerable<string> KnownUsers(DeviceFacts device)
    {
        IEnumerable<Person> people = device.Holders is { } h ? [.. h.PrimaryUsers, .. h.Owners] : [];
        return people.Append(device.RecordedUser).Select(person => person?.UserPrincipalName).OfType<string>();
    }
}
