using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>A practice tenant whose devices have sites.</summary>
internal static class SiteRig
{
    public static readonly string[] Five = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];
    public static readonly SiteCap Two = new() { Most = 2 };

    public static async Task<PracticeRig> StartAsync(SiteCap cap, params (string[] Names, string Tag)[] tags)
    {
        var rig = await PracticeRig.StartAsync();
        rig.Sites = cap;
        rig.Tenant.Fleet.Change(fleet =>
        {
            foreach (var (names, tag) in tags)
            {
                foreach (var name in names)
                    fleet.Find(name)!.Autopilot!.GroupTag = tag;
            }
        });
        return rig;
    }

    /// <summary>The intent of one device alone, without the dispatcher.</summary>
    public static async Task<SendAttempt?> IntendAsync(PracticeRig rig, int position)
    {
        var hold = rig.Node.GetRequiredService<DispatchHold>();
        await hold.TakeOrRenewAsync(default);
        var request = (await rig.RequestsAsync())[position];
        var before = new Snapshot { TakenAt = rig.Time.GetUtcNow(), ActionResults = [], Holders = new([], []), ManagementState = "managed" };
        return await rig.Node.GetRequiredService<Intents>().CommitAsync(new Intent(Guid.CreateVersion7(), request.Id, before, hold.Token, rig.Ada.Id));
    }
}
