using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Control;

/// <summary>What the other admin does in Intune's admin centre.</summary>
internal sealed class ApprovalControl(ApprovalBook approvals, PersonaBook personas)
{
    private sealed record Decision(string By = "bo", string? Note = null);

    public IEnumerable<(string, Func<ControlCall, object?>)> Routes =>
    [
        ("GET /approvals", _ => approvals.All),
        ("POST /approvals/{code}/approve", call => Decide(call, "approved")),
        ("POST /approvals/{code}/reject", call => Decide(call, "rejected")),
        ("POST /approvals/{code}/cancel", call => Decide(call, "cancelled")),
        ("POST /approvals/{code}/expire", call => approvals.Decide(call.Keys["code"], "expired", null, null, null)),
    ];

    private ApprovalRequest Decide(ControlCall call, string status)
    {
        var decision = call.Read<Decision>();
        var by = personas[decision.By];
        return approvals.Decide(call.Keys["code"], status, by.ObjectId, by.DisplayName, decision.Note);
    }
}
