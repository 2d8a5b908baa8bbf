using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Simulator.Control;

/// <summary>One request of Intune's Multi Admin Approval (graph.md §10). Only the caller who made it may use it, once, with the same body.</summary>
public sealed record ApprovalRequest
{
    /// <summary>The code that the caller was given.</summary>
    public required string Code { get; init; }
    public required string ManagedDeviceId { get; init; }
    public required string DeviceName { get; init; }
    /// <summary>The body of the wipe, as it came.</summary>
    public required string Body { get; init; }
    /// <summary>Object id of who asked.</summary>
    public string? RequestorId { get; init; }
    public required string Requestor { get; init; }
    public required string Justification { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset ModifiedAt { get; init; }
    /// <summary>needsApproval, approved, rejected, cancelled, completed or expired.</summary>
    public required string Status { get; init; }
    public string? ApproverId { get; init; }
    public string? Approver { get; init; }
    public string? ApproverNote { get; init; }

    internal bool IsOpen => Status is "needsApproval" or "approved";
}

/// <summary>All requests for approval, newest last. What ran out is expired as soon as somebody looks.</summary>
public sealed class ApprovalBook
{
    private readonly Lock _gate = new();
    private readonly List<ApprovalRequest> _requests = [];
    private readonly TimeProvider _time;

    internal ApprovalBook(TimeProvider time) => _time = time;

    /// <summary>A copy of all requests as they are now.</summary>
    public IReadOnlyList<ApprovalRequest> All
    {
        get
        {
            lock (_gate)
            {
                Expire();
                return [.. _requests];
            }
        }
    }

    /// <summary>Another admin approves or rejects, or the requestor or another admin cancels.</summary>
    /// <param name="status">approved, rejected, cancelled or expired.</param>
    /// <param name="approverId">Object id; nobody decides on their own request.</param>
    /// <exception cref="KeyNotFoundException">There is no such request.</exception>
    /// <exception cref="PracticeException">It is settled already, or is one's own.</exception>
    public ApprovalRequest Decide(string code, string status, string? approverId, string? approver, string? note)
    {
        lock (_gate)
        {
            Expire();
            var request = _requests.Find(r => Same(r.Code, code)) ?? throw new KeyNotFoundException($"There is no request for approval {code}.");
            if (!request.IsOpen || (status is "approved" or "rejected" && request.Status != "needsApproval"))
                throw new PracticeException($"The request is {request.Status}.");
            if (status is "approved" or "rejected" && Same(request.RequestorId, approverId))
                throw new PracticeException($"{approver} made this request and cannot decide on it.");
            return Replace(request, request with { Status = status, ApproverId = approverId, Approver = approver, ApproverNote = note, ModifiedAt = _time.GetUtcNow() });
        }
    }

    /// <summary>Uses an approval up: the same caller, the same device, the same body, once.</summary>
    /// <returns>Why not; <c>null</c> where it is completed now.</returns>
    internal string? Use(string code, string managedDeviceId, string? callerId, string body)
    {
        lock (_gate)
        {
            Expire();
            if (_requests.Find(r => Same(r.Code, code)) is not { } request) return "there is no such request";
            if (!Same(request.ManagedDeviceId, managedDeviceId) || request.Body != body) return "it was given for another operation";
            if (!Same(request.RequestorId, callerId)) return "it was given to another caller";
            if (request.Status != "approved") return $"the request is {request.Status}";
            Replace(request, request with { Status = "completed", ModifiedAt = _time.GetUtcNow() });
            return null;
        }
    }

    /// <summary>A new request; <c>null</c> while one is open for the device.</summary>
    internal ApprovalRequest? Ask(string managedDeviceId, Func<string, DateTimeOffset, ApprovalRequest> make)
    {
        lock (_gate)
        {
            Expire();
            if (_requests.Exists(r => r.IsOpen && Same(r.ManagedDeviceId, managedDeviceId))) return null;
            var now = _time.GetUtcNow();
            var request = make(Guid.CreateVersion7(now).ToString(), now);
            _requests.Add(request);
            return request;
        }
    }

    private void Expire()
    {
        var now = _time.GetUtcNow();
        foreach (var request in _requests.FindAll(r => r.IsOpen && r.ExpiresAt <= now))
            Replace(request, request with { Status = "expired", ModifiedAt = request.ExpiresAt });
    }

    private ApprovalRequest Replace(ApprovalRequest old, ApprovalRequest now) => _requests[_requests.IndexOf(old)] = now;

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
