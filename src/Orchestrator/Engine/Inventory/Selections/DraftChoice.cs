using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>The frozen list of a schedule's draft, taken over by whoever opens it. Nothing is looked up anew: what the list does not hold does not come in.</summary>
internal sealed class DraftChoice(ConsoleDatabase database, DeviceFinder finder, TenantIdentity tenant, TimeProvider time)
{
    public async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, Choice.Draft choice, CancellationToken stop)
    {
        var (draft, schedule, devices) = await database.ReadAsync(async db =>
        {
            var draft = await DraftGate.FindAsync(db, tenant.TenantId, choice.DraftId, stop);
            var name = draft is null ? null : await db.Set<Schedule>().Where(s => s.Id == draft.ScheduleId).Select(s => s.Name).FirstOrDefaultAsync(stop);
            return (draft, name, await db.Set<DraftDevice>().Where(d => d.DraftId == choice.DraftId).OrderBy(d => d.Position).ToListAsync(stop));
        });
        if (DraftGate.Refuse(draft, time.GetUtcNow()) is { } no)
            return no;
        if (!finder.ApplicationReads)
            return new Refused("no-application-reads", "The draft was made of what the application read (Graph:ApplicationReads), and that is off now. Choose the devices anew.");
        if (devices.Count != draft!.Devices)
            return new Refused("draft-damaged", $"The draft's list holds {devices.Count:N0} devices and was made of {draft.Devices:N0}. Choose the devices anew.");
        var found = await DeviceFinder.ByKeyAsync(scope.Current, devices.Select(d => d.Key));
        return new Chosen(
            $"schedule \"{schedule}\" for {TimingWords.Of(draft.Start)}",
            [.. devices.Where(d => found.ContainsKey(d.Key)).Select(d => found[d.Key])],
            [.. devices.Where(d => !found.ContainsKey(d.Key)).Select(d => new Unclear(0, d.Serial ?? d.Name, "Your inventory holds no such device (any more).", []))])
        {
            DraftId = draft.Id,
        };
    }
}
