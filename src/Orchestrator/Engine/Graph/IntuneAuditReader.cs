using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Resets;
using Microsoft.Graph.Models;

namespace AutopilotReset.Engine.Graph;

/// <summary>What Intune's audit says, or why it cannot be read.</summary>
/// <param name="Entries">Oldest first; empty when it could not be read.</param>
/// <param name="Problem">For the person; <c>null</c> when it was read.</param>
/// <param name="Missing">It will not get better by itself: a permission is missing.</param>
public sealed record IntuneAuditRead(IReadOnlyList<IntuneAuditEntry> Entries, string? Problem, bool Missing);

/// <summary>
/// Resets and wipes in Intune's own audit (<c>deviceManagement/auditEvents</c>, graph.md §11). Needs DeviceManagementApps.Read.All, an optional permission.
/// </summary>
public sealed class IntuneAuditReader(GraphClients clients)
{
    private const int MostPages = 20;

    /// <summary>Autopilot Reset's own activity type was never captured; a wipe writes <c>wipe ManagedDevice</c> (graph.md §11).</summary>
    private static readonly string[] Activities = ["wipe", "reset", "redeploy"];

    /// <summary>This console's application id as the audit has it, lower-case.</summary>
    public string ApplicationId => clients.ApplicationId;

    /// <summary>Never throws but when cancelled: what could not be read is told.</summary>
    public async Task<IntuneAuditRead> ReadAsync(DateTimeOffset since, Account account, Guid? loan, CancellationToken stop)
    {
        try
        {
            return new([.. (await EntriesAsync(since, account, loan, stop)).OrderBy(e => e.At)], null, Missing: false);
        }
        catch (SignInNeededException needed)
        {
            return new([], $"Intune's audit was not read: {account.Name} has not consented to {GraphScopes.IntuneAudit[0]}. {needed.Message}", Missing: true);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            var missing = GraphFailures.Status(failure) is 403;
            return new([], missing ? $"Intune's audit may not be read: {GraphScopes.IntuneAudit[0]} is missing." : $"Intune's audit could not be read: {GraphFailures.Sentence(failure)}", missing);
        }
    }

    private async Task<List<IntuneAuditEntry>> EntriesAsync(DateTimeOffset since, Account account, Guid? loan, CancellationToken stop)
    {
        var events = clients.ForIntuneAudit(account, loan).DeviceManagement.AuditEvents;
        var found = new List<IntuneAuditEntry>();
        var page = await events.GetAsync(r => r.QueryParameters.Filter = $"activityDateTime gt {since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", stop);
        for (var read = 1; page is not null; read++)
        {
            // Whether the filter was honoured is checked here (graph.md §9).
            found.AddRange((page.Value ?? []).Where(e => e.ActivityDateTime >= since && IsReset(e)).SelectMany(Entries));
            if (page.OdataNextLink is not { } next)
                return found;
            if (read == MostPages)
                throw new InvalidOperationException($"it has more than {MostPages} pages since {since:u}.");
            page = await events.WithUrl(next).GetAsync(cancellationToken: stop);
        }

        return found;
    }

    private static bool IsReset(AuditEvent entry) =>
        entry.ActivityType is { } type && Activities.Any(a => type.Contains(a, StringComparison.OrdinalIgnoreCase)) && !type.Contains("passcode", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<IntuneAuditEntry> Entries(AuditEvent entry) =>
        (entry.Resources ?? []).Select(r => LiveFields.Id(r.ResourceId)).OfType<string>().Distinct().Select(device => new IntuneAuditEntry(
            LiveFields.Id(entry.Id) ?? "", entry.ActivityDateTime!.Value, entry.ActivityType!, entry.ActivityResult, LiveFields.Id(entry.Actor?.UserId),
            entry.Actor?.UserPrincipalName ?? entry.Actor?.ServicePrincipalName ?? entry.Actor?.ApplicationDisplayName, LiveFields.Id(entry.Actor?.ApplicationId), device));
}
