using System.Globalization;
using AutopilotReset.Shared.Audit;

namespace AutopilotReset.Shared.Resets;

/// <summary>The sentence that an admin confirms and that the audit keeps word for word: one text, made in one place (ui.md: the confirm text is the audit text).</summary>
public static class ConfirmationText
{
    /// <summary>Devices that the sentence names; every device of a longer list has its own entry in the audit all the same.</summary>
    public const int MostNamed = 100;

    /// <param name="kind">What is ordered.</param>
    /// <param name="devices">Name and serial of the devices that are sent, in the order of the review; the first <see cref="MostNamed"/> suffice.</param>
    /// <param name="total">How many are sent.</param>
    /// <param name="next">Who uses the devices next.</param>
    /// <param name="justification">Why.</param>
    /// <param name="ticket">Ticket number; <c>null</c> or blank where there is none.</param>
    /// <param name="waves">The wave plan in words; <c>null</c> where there is none.</param>
    /// <param name="timing">When it may be sent, in words; <c>null</c>: now.</param>
    /// <param name="sites">The cap of a site in words; <c>null</c>: none.</param>
    public static string For(
        OrderKind kind, IReadOnlyCollection<(string Name, string? Serial)> devices, int total, NextUser next, string justification, string? ticket, string? waves = null, string? timing = null,
        string? sites = null)
    {
        var order = kind == OrderKind.Wipe ? "Wipe" : "Autopilot Reset";
        var count = total == 1 ? "1 device" : string.Create(CultureInfo.InvariantCulture, $"{total} devices");
        var named = total > MostNamed ? MostNamed : devices.Count;
        var more = total - named;
        var names = string.Join("; ", devices.Take(named).Select(Device)) + (more == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; and {more} more, each in an entry of its own"));
        var ticketPart = string.IsNullOrWhiteSpace(ticket) ? "no ticket" : $"ticket {OneLine.Of(ticket)}";
        return $"{order} of {count}: {names}. Next: {Next(next)}. {(timing is null ? "" : timing + " ")}{(waves is null ? "" : waves + " ")}{(sites is null ? "" : sites + " ")}" +
            $"Justification: {OneLine.Of(justification, OneLine.ReasonLength)} ({ticketPart}). Cannot be recalled once Intune has it.";
    }

    private static string Device((string Name, string? Serial) device) =>
        $"{OneLine.Of(device.Name)} (serial {(device.Serial is null ? "unknown" : OneLine.Of(device.Serial))})";

    private static string Next(NextUser next) => next switch
    {
        NextUser.SamePerson => "the same person",
        NextUser.SomebodyElse => "somebody else",
        _ => "the pool",
    };
}
