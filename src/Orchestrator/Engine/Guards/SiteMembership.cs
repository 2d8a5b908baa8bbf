using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// Reads who is in the Entra groups that tell a cap's sites, transitively and to the end (decision 0057). Nothing is kept: a plan and its confirmation each ask
/// anew. One group that cannot be read whole, and nobody knows which devices share its line.
/// </summary>
internal sealed class SiteMembership(ReadGroupDevices readGroup)
{
    /// <summary>The members, none for a cap that has no group; or the group that could not be read.</summary>
    public async Task<(SiteMembers Members, Refused? Refused)> ReadAsync(SiteCap? cap, Account reader, CancellationToken stop)
    {
        if (cap is null || cap.Groups.Count == 0)
            return (SiteMembers.None, null);
        var groups = new List<(string, IReadOnlyCollection<string>)>();
        foreach (var group in cap.Groups)
        {
            try
            {
                groups.Add((group.Id, await readGroup(group.Id, reader, null, stop)));
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                return (SiteMembers.None, new Refused("site-group-unreadable", $"The members of {PlainText.Line(group.Name)} ({group.Id}) could not be read to their end, so it is not known which devices are of its site: {PlainText.Line(fault.Message, 500)}"));
            }
        }

        return (SiteMembers.Of(groups), null);
    }
}
