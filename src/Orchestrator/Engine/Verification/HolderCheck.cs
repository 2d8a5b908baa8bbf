using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Verification;

/// <summary>Whether the holder read at the click is the one the page showed. Pure.</summary>
internal static class HolderCheck
{
    public static Person? Current(Holders holders, Holder holder) => holder == Holder.Owner ? holders.Owner : holders.PrimaryUser;

    /// <returns>Why the repair must not be made; <c>null</c> when it may.</returns>
    public static Refused? Refusal(DeviceRequest request, Repair repair, FoundHolders? found, Person? next)
    {
        if (found is null)
            return new("record-gone", $"{request.Name}: its Intune or Entra record is gone; there is nothing to repair.");
        var people = repair.Holder == Holder.Owner ? found.Holders.Owners : found.Holders.PrimaryUsers;
        if (people.Count > 1)
            return new("several-holders", $"{request.Name} has several: {string.Join(", ", people.Select(p => p.Label))}. Repair it in Entra.");

        var isNow = people.Count == 1 ? people[0] : null;
        if (!string.Equals(isNow?.Id, repair.ShownHolderId, StringComparison.OrdinalIgnoreCase))
            return new("holder-changed", $"The page showed {Shown(request, repair)}; it is {isNow?.Label ?? "nobody"} now. Nothing was changed.");
        if (isNow is null && next is null)
            return new("nothing-to-remove", $"{request.Name} has nobody to remove.");
        if (next is not null && next.IsSameAs(isNow))
            return new("already-set", $"{next.Label} is the primary user already.");
        return null;
    }

    /// <summary>The person the page showed, by name where we know it.</summary>
    private static string Shown(DeviceRequest request, Repair repair)
    {
        if (repair.ShownHolderId is not { } id)
            return "nobody";
        var known = new[] { request.Latest?.Holders, request.Before?.Holders }
            .OfType<Holders>().SelectMany(h => h.PrimaryUsers.Concat(h.Owners))
            .Concat(request.Findings.Select(f => f.IsNow));
        return known.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.OrdinalIgnoreCase))?.Label ?? id;
    }
}
