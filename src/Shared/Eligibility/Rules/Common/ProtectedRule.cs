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

        if (device.Serial is { } serial && (Has(list.Serials, Serials.Normalise(serial)) || Has(list.Serials, serial.Trim())))
            Refuse($"serial {Reasons.Quote(serial)}");
        else if (Names(device).FirstOrDefault(name => Has(list.Names, name.Trim())) is { } name)
            Refuse($"name {Reasons.Quote(name)}");
        else if (DeviceIds.Of(device).FirstOrDefault(id => Has(list.DeviceIds, id)) is { } id)
            Refuse($"device id {id}");
        else if (Users(device).FirstOrDefault(user => Has(list.UserIds, user.Id)) is { } user)
            Refuse($"user {Reasons.Quote(user.Label)}");

        void Refuse(string found) => reasons.Refuse(ReasonCodes.Protected, $"On the protected list by {found}.");
    }

    private static bool Has(IReadOnlySet<string> set, string value) => set.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(DeviceFacts device) => device.EntraObjects.Select(o => o.Name).Prepend(device.Name);

    private static IEnumerable<Person> Users(DeviceFacts device)
    {
        IEnumerable<Person> holders = device.Holders is { } h ? [.. h.PrimaryUsers, .. h.Owners] : [];
        return device.RecordedUser is { } recorded ? holders.Append(recorded) : holders;
    }
}
