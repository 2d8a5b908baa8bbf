using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>On the protected list, by serial, name, id or user; or that list cannot be read.</summary>
internal sealed class ProtectedRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (context.Protected is not { } list)
        {
            reasons.Refuse(ReasonCodes.ProtectedListUnreadable, "The protected list could not be read, so nothing may be erased.");
            return;
        }

        if (list.Serials.Count > 0 && device.Serial is { } serial && list.Serials.Contains(Serials.Normalise(serial)))
            Refuse($"serial {Reasons.Quote(serial)}");
        else if (list.Names.Count > 0 && Names(device).FirstOrDefault(name => list.Names.Contains(name.Trim())) is { } name)
            Refuse($"name {Reasons.Quote(name)}");
        else if (list.DeviceIds.Count > 0 && DeviceIds.Of(device).FirstOrDefault(id => list.DeviceIds.Contains(id)) is { } id)
            Refuse($"device id {id}");
        else if (list.UserIds.Count > 0 && Users(device).FirstOrDefault(user => list.UserIds.Contains(user.Id)) is { } user)
            Refuse($"user {Reasons.Quote(user.Label)}");

        void Refuse(string found) => reasons.Refuse(ReasonCodes.Protected, $"On the protected list by {found}.");
    }

    private static IEnumerable<string> Names(DeviceFacts device)
    {
        yield return device.Name;
        foreach (var entra in device.EntraObjects)
            yield return entra.Name;
    }

    private static IEnumerable<Person> Users(DeviceFacts device)
    {
        if (device.RecordedUser is { } recorded)
            yield return recorded;
        if (device.Holders is not { } holders)
            yield break;
        foreach (var person in holders.PrimaryUsers)
            yield return person;
        foreach (var person in holders.Owners)
            yield return person;
    }
}
