using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using Microsoft.Graph;

namespace AutopilotReset.Engine.Graph;

/// <summary>What Intune says of one request for approval.</summary>
public sealed record TenantApprovalEntry(string Status, DateTimeOffset? RequestedAt, DateTimeOffset? ExpiresAt, string? DecidedBy, string? Note);

/// <summary>What could be read of the requests that were asked for.</summary>
/// <param name="Entries">By code; what is not there was not found.</param>
/// <param name="Problem">For the person; <c>null</c> when the list was read.</param>
/// <param name="Missing">A permission is missing: it will not get better by itself.</param>
public sealed record TenantApprovalsRead(IReadOnlyDictionary<string, TenantApprovalEntry> Entries, string? Problem, bool Missing);

/// <summary>
/// Reads requests of Intune's Multi Admin Approval (<c>beta/deviceManagement/operationApprovalRequests</c>, graph.md §10): with the application's permission
/// where it reads and has it, else as the admin. One list serves all codes of an admin; no filter is trusted.
/// </summary>
public sealed class TenantApprovalReader(GraphClients clients)
{
    /// <summary>Kept of what the approver wrote.</summary>
    private const int NoteLength = 500;

    private const int MostPages = 50;

    /// <summary>Never throws but when cancelled: what could not be read is told.</summary>
    public async Task<TenantApprovalsRead> ReadAsync(IReadOnlySet<string> codes, Account account, Guid loan, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Look);
        var scope = GraphScopes.TenantApprovals[0];
        try
        {
            return new(await EntriesAsync(codes, account, loan, stop), null, Missing: false);
        }
        catch (SignInNeededException needed)
        {
            return Unread($"{OneLine.Of(account.Name)} has not consented to {scope}. {needed.Message}", missing: true);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return GraphFailures.Status(failure) is 403
                ? Unread($"{scope} is missing, or the role to read them.", missing: true)
                : Unread($"the list could not be read: {GraphFailures.Sentence(failure)}", missing: false);
        }
    }

    private static TenantApprovalsRead Unread(string why, bool missing) =>
        new(new Dictionary<string, TenantApprovalEntry>(), $"Intune's requests for approval were not read: {why}", missing);

    private async Task<Dictionary<string, TenantApprovalEntry>> EntriesAsync(IReadOnlySet<string> codes, Account account, Guid loan, CancellationToken stop)
    {
        if (clients.ApplicationReads)
        {
            try
            {
                return await ListAsync(clients.ForReading(account, loan), codes, stop);
            }
            catch (Exception failure) when (GraphFailures.Status(failure) is 403)
            {
                // The application's is optional: the admin's own may do.
            }
        }

        return await ListAsync(clients.ForTenantApprovals(account, loan), codes, stop);
    }

    private async Task<Dictionary<string, TenantApprovalEntry>> ListAsync(GraphServiceClient graph, IReadOnlySet<string> codes, CancellationToken stop)
    {
        var found = new Dictionary<string, TenantApprovalEntry>(StringComparer.OrdinalIgnoreCase);
        var address = new Uri(clients.Beta, "deviceManagement/operationApprovalRequests");
        for (var pages = 1; ; pages++)
        {
            var page = await PlainReads.SendAsync(graph, address, ReadApprovals.Create, stop);
            foreach (var entry in page?.Value ?? throw new InvalidOperationException("the answer has no list."))
            {
                if (CodeOf(entry, codes) is { } code)
                    found[code] = new(entry.Status ?? "unknown", entry.RequestedAt, entry.ExpiresAt, entry.DecidedBy is { } by ? OneLine.Of(by) : null, entry.Note is { } note ? OneLine.Of(note, NoteLength) : null);
            }

            if (page.NextLink is not { } next || found.Count == codes.Count)
                return found;
            if (pages == MostPages)
                throw new InvalidOperationException($"it has more than {MostPages} pages.");
            address = new Uri(next);
            if (!clients.Cloud.IsGraph(address))
                throw new InvalidOperationException("its next page is not at Graph.");
        }
    }

    private static string? CodeOf(ReadApproval entry, IReadOnlySet<string> codes) =>
        entry.Id is { } id && codes.Contains(id) ? id : entry.RequestId is { } other && codes.Contains(other) ? other : null;
}
