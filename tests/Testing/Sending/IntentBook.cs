using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Testing.Sending;

/// <summary>Which intent each POST and each accepted order belongs to: the one that its <c>client-request-id</c> names, and no other.</summary>
internal sealed class IntentBook
{
    private readonly bool _clocksAgree;
    private readonly SendRecord _record;
    private readonly Dictionary<Guid, DeviceRequest> _requests;
    private readonly Dictionary<Guid, SendAttempt> _attempts;
    private readonly List<(LoggedRequest Post, SendAttempt? Intent)> _posts;
    private readonly List<(AcceptedOrder Order, Guid? Request)> _orders;

    public IntentBook(SendLog log, SendRecord record, bool clocksAgree)
    {
        (_record, _clocksAgree) = (record, clocksAgree);
        _requests = record.Requests.ToDictionary(r => r.Id);
        _attempts = record.Attempts.ToDictionary(a => a.Id);
        _posts = [.. log.Posts.Select(p => (p, IntentOf(p.Headers.GetValueOrDefault("client-request-id"), SendLog.DeviceOf(p))))];
        _orders = [.. log.Orders.Select(o => (o, IntentOf(o.ClientRequestId, o.ManagedDeviceId.ToLowerInvariant())?.RequestId))];
    }

    /// <summary>The intent, and the audit entry that announces it, were there before the POST.</summary>
    public IEnumerable<string> Unannounced()
    {
        foreach (var (post, intent) in _posts)
        {
            if (intent is null)
                yield return $"I4: a POST for {SendLog.DeviceOf(post)} at {post.Time:O} without a committed intent for it.";
            else if (_clocksAgree && intent.IntentAt > post.Time)
                yield return $"I4: attempt {intent.Id} was sent at {post.Time:O}, before its intent of {intent.IntentAt:O}.";
            else if (!_record.Sendings[intent.Id].Any(e => !_clocksAgree || e.At <= post.Time))
                yield return $"I4: attempt {intent.Id} was sent, and no audit entry said so before.";
        }
    }

    public IEnumerable<string> Repeated() => _posts.Where(p => p.Intent is not null).GroupBy(p => p.Intent!.Id).Where(g => g.Count() > 1)
        .Select(g => $"I1: {g.Count()} POSTs for the one intent {g.Key}.");

    public IEnumerable<string> AcceptedTwice() => _orders.Where(o => o.Request is not null).GroupBy(o => o.Request).Where(g => g.Count() > 1)
        .Select(g => $"I1: {g.Count()} orders accepted for request {g.Key}.");

    /// <summary>Accepted, and the database believes that nothing is under way; or the other way round.</summary>
    public IEnumerable<string> Lost()
    {
        var accepted = _orders.Select(o => o.Request).OfType<Guid>().ToHashSet();
        foreach (var id in accepted.Where(id => _requests[id].State is DeviceState.Planned or DeviceState.Refused or DeviceState.Cancelled))
            yield return $"I2: {_requests[id].Name} was accepted by Intune, and stands as {_requests[id].State}.";
        foreach (var request in _requests.Values.Where(r => r.AcceptedAt is not null && !accepted.Contains(r.Id)))
            yield return $"I2: {request.Name} stands as accepted, and Intune has no order of it.";
    }

    private SendAttempt? IntentOf(string? named, string device) =>
        Guid.TryParse(named, out var id) && _attempts.TryGetValue(id, out var attempt) && _requests[attempt.RequestId].ManagedDeviceId == device ? attempt : null;
}
