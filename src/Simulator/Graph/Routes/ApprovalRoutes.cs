using System.Text.Json;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Graph.Json;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Requests of Intune's Multi Admin Approval, beta only (graph.md §10). Which of <c>id</c> and <c>requestId</c> is the code is disputed: both can be had.</summary>
internal sealed class ApprovalRoutes(ApprovalBook book, GraphSettings settings)
{
    private const string Set = "deviceManagement/operationApprovalRequests";

    private static readonly JsonField<ApprovalRequest>[] _fields =
    [
        Field.Time<ApprovalRequest>("requestDateTime", r => r.RequestedAt),
        Field.Time<ApprovalRequest>("expirationDateTime", r => r.ExpiresAt),
        Field.Time<ApprovalRequest>("lastModifiedDateTime", r => r.ModifiedAt),
        new("requestor", (w, r) => Identity(w, r.RequestorId, r.Requestor)),
        new("approver", (w, r) => Identity(w, r.ApproverId, r.Approver)),
        Field.Text<ApprovalRequest>("status", r => r.Status),
        Field.Text<ApprovalRequest>("requestJustification", r => r.Justification),
        Field.Text<ApprovalRequest>("approvalJustification", r => r.ApproverNote),
        Field.Texts<ApprovalRequest>("requiredOperationApprovalPolicyTypes", _ => ["deviceAction"]),
    ];

    private static readonly JsonShape<ApprovalRequest> _byId = new("microsoft.graph.operationApprovalRequest",
        [Field.Text<ApprovalRequest>("id", r => r.Code), .. _fields]);

    private static readonly JsonShape<ApprovalRequest> _byRequestId = new("microsoft.graph.operationApprovalRequest",
        [Field.Text<ApprovalRequest>("id", Other), Field.Text<ApprovalRequest>("requestId", r => r.Code), .. _fields]);

    public IEnumerable<Route> All =>
    [
        new("GET", "beta", "/" + Set, GraphServiceKind.IntuneAuditing, Scopes.ReadApprovals, List),
        new("GET", "beta", "/" + Set + "/{id}", GraphServiceKind.IntuneAuditing, Scopes.ReadApprovals, Single),
    ];

    private JsonShape<ApprovalRequest> Shape => settings.ApprovalCodeIsRequestId ? _byRequestId : _byId;

    /// <summary>No filter is honoured: everything comes back (graph.md §9).</summary>
    private GraphAnswer List(GraphCall call) =>
        GraphJson.Page(call, Shape, [.. book.All.Reverse()], r => (true, r), new PageRules(Set, DefaultTop: 100, MaxTop: 1000));

    private GraphAnswer Single(GraphCall call)
    {
        var id = call.Key("id");
        return book.All.FirstOrDefault(r => id.Equals(settings.ApprovalCodeIsRequestId ? Other(r) : r.Code, StringComparison.OrdinalIgnoreCase)) is { } found
            ? GraphJson.One(call, Shape, found, Set)
            : GraphErrors.NotFound(call, id);
    }

    private static string Other(ApprovalRequest request) => "r-" + request.Code;

    private static void Identity(Utf8JsonWriter w, string? id, string? name)
    {
        if (id is null && name is null)
        {
            w.WriteNullValue();
            return;
        }
        w.WriteStartObject();
        w.WriteNull("application");
        w.WriteNull("device");
        w.WriteStartObject("user");
        w.WriteString("id", id);
        w.WriteString("displayName", name);
        w.WriteEndObject();
        w.WriteEndObject();
    }
}
