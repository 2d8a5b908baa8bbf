using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>What a sender means to send.</summary>
/// <param name="AttemptId">Made beforehand: a COMMIT whose answer was lost is settled by looking for it.</param>
/// <param name="Before">The snapshot against which evidence will count.</param>
/// <param name="Token">The hold of the lease under which the device was taken up.</param>
/// <param name="AccountId">Whose standing was asked and whose token the POST will bear.</param>
internal sealed record Intent(Guid AttemptId, Guid RequestId, Snapshot Before, long Token, string AccountId);

/// <summary>
/// Commits intents before their POSTs, up to 20 together. Kill switch, batch state, confirmation's age, approval, start and window, who stands for it, open wave, caps (a site's too), the numbers of all these and lease are
/// conditions of the intents' own transaction (design.md, Sending): what was stopped or taken over a moment ago is not sent.
/// </summary>
internal sealed class Intents
{
    private readonly ConsoleDatabase _database;
    private readonly GuardGate _guard;
    private readonly DispatchHold _hold;
    private readonly TimeProvider _time;
    private readonly GroupWriter<Intent, SendAttempt?> _group;

    public Intents(ConsoleDatabase database, GuardGate guard, DispatchHold hold, TimeProvider time)
    {
        (_database, _guard, _hold, _time) = (database, guard, hold, time);
        _group = new(database, CommitAsync);
    }

    /// <returns>The attempt to send, or <c>null</c> when something stopped it.</returns>
    public Task<SendAttempt?> CommitAsync(Intent intent) => _group.WriteAsync(intent);

    /// <summary>For a COMMIT whose answer was lost.</summary>
    public Task<bool> WasCommittedAsync(Guid attemptId) => _database.ReadAsync(db => db.Attempts.AnyAsync(a => a.Id == attemptId));

    private async Task<IReadOnlyList<SendAttempt?>> CommitAsync(ConsoleDbContext db, IReadOnlyList<Intent> intents)
    {
        var now = _time.GetUtcNow();
        var rows = await Rows.ReadAsync(db, intents);
        var rooms = await RoomsAsync(db, rows, now);
        var sites = new SiteRooms(db, now);
        var ours = new Dictionary<long, bool>();
        foreach (var token in intents.Select(i => i.Token).Distinct())
            ours[token] = await _hold.IsOursAsync(db, token, CancellationToken.None);

        var claimed = new List<DeviceRequest>();
        var results = new List<SendAttempt?>();
        foreach (var intent in intents)
        {
            if (rows.Attempts.GetValueOrDefault(intent.AttemptId) is { } committed)
                results.Add(committed);
            else if (ours[intent.Token] && rows.Requests.GetValueOrDefault(intent.RequestId) is { } request && IsDue(request, now) && IsOf(rows.Batches[request.BatchId], request, intent)
                && !await EndedAsync(db, request, rows, now) && rooms[request.BatchId].MaySend && await sites.RefuseAsync(rows.Batches[request.BatchId], request) is null
                && rooms[request.BatchId].Admit(request))
                results.Add(await ClaimAsync(db, intent, request, rows, claimed, sites, now));
            else
                results.Add(null);
        }

        await SendTally.CountAsync(db, claimed.ConvertAll(r => (r, rows.Batches[r.BatchId].SendsAs.Id)), now, CancellationToken.None);
        return results;
    }

    /// <summary>Approved in Intune, and the approval cannot be used any more: it is neither sent with its code nor without.</summary>
    private static async Task<bool> EndedAsync(ConsoleDbContext db, DeviceRequest request, Rows rows, DateTimeOffset now)
    {
        if (request.TenantApproval != TenantApproval.Granted)
            return false;
        var (asked, batch) = (rows.Asked.GetValueOrDefault(request.Id), rows.Batches[request.BatchId]);
        if (TenantApprovals.WhyNot(asked, batch, WipeSender.BodyOf(request.Kind)) is { } why)
            await TenantApprovals.VoidAsync(db, request, null, why, now, CancellationToken.None);
        else if (request.TenantApprovalExpiresAt <= now)
            await ApprovalJudge.ExpireAsync(db, request, asked!, now, CancellationToken.None);
        else
            return false;
        await BatchProgress.SettleAsync(db, batch.Id, now, CancellationToken.None);
        return true;
    }

    /// <summary>As it was prepared, and the kind of order that was confirmed and approved.</summary>
    private static bool IsOf(Batch batch, DeviceRequest request, Intent intent) => batch.SendsAs.Id == intent.AccountId && batch.Kind == request.Kind;

    private static bool IsDue(DeviceRequest request, DateTimeOffset now) => request is { State: DeviceState.Planned, TenantApproval: TenantApproval.None or TenantApproval.Granted } && !(request.NotBefore > now);

    private async Task<Dictionary<Guid, Room>> RoomsAsync(ConsoleDbContext db, Rows rows, DateTimeOffset now)
    {
        var rooms = new Dictionary<Guid, Room>();
        var caps = await CapsAsync(db, rows, now);
        foreach (var batch in rows.Batches.Values)
            rooms[batch.Id] = new Room(await _guard.StandsAsync(db, batch, now, CancellationToken.None) is null ? caps : null, batch.OpenWave, batch.SendsAs.Id);
        return rooms;
    }

    /// <summary>What the caps leave to all batches of the group together; <c>null</c>: they cannot be read, and nothing is sent.</summary>
    private async Task<SendCaps?> CapsAsync(ConsoleDbContext db, Rows rows, DateTimeOffset now)
    {
        try
        {
            return rows.Batches.Values.FirstOrDefault() is { } batch ? await _guard.CapsAsync(db, batch.Tenant, now, CancellationToken.None) : null;
        }
        catch (Exception e) when (GuardGate.IsUnreadable(e))
        {
            return null;
        }
    }

    private async Task<SendAttempt?> ClaimAsync(ConsoleDbContext db, Intent intent, DeviceRequest request, Rows rows, List<DeviceRequest> claimed, SiteRooms sites, DateTimeOffset now)
    {
        var batch = rows.Batches[request.BatchId];
        var asked = request.TenantApproval == TenantApproval.Granted ? rows.Asked[request.Id] : null;
        var attempt = new SendAttempt
        {
            Id = intent.AttemptId,
            RequestId = request.Id,
            BatchId = batch.Id,
            Tenant = request.Tenant,
            Number = 1 + rows.Numbers.GetValueOrDefault(request.Id),
            LiveRequestId = request.Id,
            AccountId = batch.SendsAs.Id,
            Node = _hold.Node,
            FencingToken = intent.Token,
            IntentAt = now,
            Justification = asked?.Justification,
            SentApprovalCode = asked?.ApprovalCode,
        };
        request.Before = intent.Before;
        if (!await Ledger.ApplyAsync(db, request, Signal.Claimed, batch.SendsAs, $"Sending attempt {attempt.Number} as {batch.SendsAs.Name}{(asked is null ? "" : ", with the approval given in Intune")}.", now, CancellationToken.None,
                Facts(attempt, asked)))
            return null;
        if (batch is { Timing: not null, BegunAt: null })
            await BatchLedger.BeginAsync(db, batch, now, CancellationToken.None);
        db.Attempts.Add(attempt);
        claimed.Add(request);
        sites.Take(request);
#if FAILPOINTS
        Failpoint.Hit("after-claim");
#endif
        return attempt;
    }

    private static Dictionary<string, string?> Facts(SendAttempt attempt, SendAttempt? asked)
    {
        var facts = new Dictionary<string, string?> { ["attempt"] = attempt.Id.ToString(), ["fencingToken"] = $"{attempt.FencingToken}", ["node"] = attempt.Node };
        if (asked is not null)
            facts["approvalOfAttempt"] = asked.Id.ToString();
        return facts;
    }

    /// <param name="Caps">What they leave to all batches of the transaction; <c>null</c>: nothing of this batch may be sent.</param>
    private sealed record Room(SendCaps? Caps, int OpenWave, string Person)
    {
        public bool MaySend => Caps is not null;

        public bool Admit(DeviceRequest request) => Caps is not null && request.Wave <= OpenWave && Caps.Admit(request, Person);
    }

    /// <summary>Everything that the group's intents are judged by, read in their transaction.</summary>
    private sealed record Rows(
        Dictionary<Guid, SendAttempt> Attempts, Dictionary<Guid, DeviceRequest> Requests, Dictionary<Guid, Batch> Batches, Dictionary<Guid, int> Numbers,
        Dictionary<Guid, SendAttempt> Asked)
    {
        public static async Task<Rows> ReadAsync(ConsoleDbContext db, IReadOnlyList<Intent> intents)
        {
            var (ids, requestIds) = (intents.Select(i => i.AttemptId).ToList(), intents.Select(i => i.RequestId).ToList());
            var requests = await db.Requests.Where(r => requestIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id);
            var batchIds = requests.Values.Select(r => r.BatchId).Distinct().ToList();
            var numbers = await db.Attempts.Where(a => requestIds.Contains(a.RequestId)).Select(a => new { a.Id, a.RequestId, a.Number }).ToListAsync();
            var approved = requests.Values.Where(r => r.TenantApproval == TenantApproval.Granted).Select(r => r.Id).ToList();
            return new(
                numbers.Exists(n => ids.Contains(n.Id)) ? await db.Attempts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id) : [],
                requests,
                await db.Batches.Where(b => batchIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id),
                numbers.GroupBy(n => n.RequestId).ToDictionary(g => g.Key, g => g.Max(n => n.Number)),
                approved.Count == 0 ? [] : await TenantApprovals.AskedAsync(db, approved, CancellationToken.None));
        }
    }
}
