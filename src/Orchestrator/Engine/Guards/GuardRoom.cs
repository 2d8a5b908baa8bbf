using AutopilotReset.Shared.Console;
using GuardsView = AutopilotReset.Shared.Console.Guards;

namespace AutopilotReset.Engine.Guards;

/// <summary>Settings as the console shows and changes them; hands every question and command to the class that answers it.</summary>
internal sealed class GuardRoom(GuardQueries queries, KillSwitchCommand killSwitch, GuardEntryCommands entries, GuardNumberCommands numbers, CapabilityChecks capabilities) : IGuardRoom
{
    public Task<GuardsView> GetAsync(Admin admin, CancellationToken stop) => queries.GetAsync(admin, stop);

    public Task<Outcome<Done>> SetKillSwitchAsync(Admin admin, bool on, string reason, CancellationToken stop) => killSwitch.SetAsync(admin, on, reason, stop);

    public Task<Outcome<Done>> AddEntryAsync(Admin admin, GuardEntry entry, CancellationToken stop) => entries.AddAsync(admin, entry, stop);

    public Task<Outcome<Done>> RemoveEntryAsync(Admin admin, Guid entryId, string reason, CancellationToken stop) => entries.RemoveAsync(admin, entryId, reason, stop);

    public Task<Outcome<Done>> ChangeNumberAsync(Admin admin, NumberWish wish, string reason, CancellationToken stop) => numbers.ChangeAsync(admin, wish, reason, stop);

    public Task<IReadOnlyList<Capability>> CheckCapabilitiesAsync(Admin admin, CancellationToken stop) => capabilities.CheckAsync(admin, stop);
}
