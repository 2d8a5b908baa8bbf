using System.Text.Json;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Fleet.Behaviours;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>The one action that matters: Autopilot Reset and full wipe are the same call with different flags (graph.md §1).</summary>
internal sealed class WipeRoute(FleetStore fleet, OrderLog orders, AuditBook audit, AlarmLog alarms, ApprovalGate approval, GraphSettings settings)
{
    private const string Template = "/deviceManagement/managedDevices/{id}/wipe";

    public IEnumerable<Route> All =>
    [
        new("POST", "v1.0", Template, GraphServiceKind.IntuneDevices, Scopes.Wipe, Wipe),
        new("POST", "beta", Template, GraphServiceKind.IntuneDevices, Scopes.Wipe, Wipe),
    ];

    private GraphAnswer Wipe(GraphCall call)
    {
        var (kind, fault) = KindOf(call);
        if (kind is null)
        {
            alarms.Raise("bad wipe", $"{call.Caller!.Name} sent a wipe of {call.Key("id")} that Intune refuses: {fault}");
            return GraphErrors.Intune(call, 400, "BadRequest", "Bad Request");
        }
        GraphAnswer? answer = null;
        fleet.Change(view => answer = Accept(call, view, kind));
        return answer!;
    }

    private GraphAnswer Accept(GraphCall call, FleetView view, string kind)
    {
        if (view.Index.ByIntuneId(call.Key("id")) is not { Intune: { } record } device) return GraphErrors.NotFound(call, call.Key("id"));
        if (approval.Refusal(call, record) is { } refusal) return refusal;
        var order = orders.Add(number => new AcceptedOrder
        {
            Order = number,
            Time = call.Now,
            Device = device.Key,
            ManagedDeviceId = record.Id,
            DeviceName = record.DeviceName,
            Kind = kind,
            ObjectId = call.Caller!.ObjectId,
            Persona = call.Caller.Persona?.Name,
            ClientRequestId = call.Header("client-request-id"),
        });
        if (kind == "autopilotReset" && (device.Entra?.TrustType == "ServerAd" || record.JoinType == "hybridAzureADJoined"))
            alarms.Raise("hybrid reset", $"{call.Caller!.Name} sent an Autopilot Reset to the hybrid device {record.DeviceName}");
        record.ActionResults.Add(new ActionResult
        {
            ActionName = kind == "autopilotReset" ? settings.ResetActionName : settings.WipeActionName,
            ActionState = "pending",
            StartDateTime = call.Now,
            LastUpdatedDateTime = call.Now,
            Order = order.Order,
        });
        if (kind != "autopilotReset") record.ManagementState = "wipePending";
        LayDown(view, device, kind, order.Order);
        audit.Wiped(call, device, record);
        view.Touch(device);
        return GraphAnswer.NoContent with { Order = order };
    }

    private static void LayDown(FleetView view, PracticeDevice device, string kind, long order)
    {
        var behaviour = AllBehaviours.Of(device);
        var pace = Pace.For(device.Key, order);
        var story = kind == "autopilotReset" ? behaviour.AfterReset(device, pace) : behaviour.AfterWipe(device, pace);
        foreach (var then in story) view.Schedule(device, then.After, then.Kind, order, then.Data, then.Repeat);
    }

    private static (string? Kind, string Fault) KindOf(GraphCall call)
    {
        if (call.Body.IsEmpty) return ("wipe", "");
        if (call.Json() is not { } body) return (null, "the body is not a JSON object");
        // Two public reports of opaque 400s with this parameter on Windows, whatever its value (graph.md §1).
        if (body.TryGetProperty("macOsUnlockCode", out _)) return (null, "macOsUnlockCode on Windows");
        var keepEnrollment = Flag(body, "keepEnrollmentData");
        var keepUser = Flag(body, "keepUserData");
        return (keepEnrollment, keepUser) switch
        {
            (true, false) => ("autopilotReset", ""),
            (false, false) => ("wipe", ""),
            (true, true) => ("wipeKeepingUser", ""),
            _ => (null, "flags that are no Windows action"),
        };
    }

    private static bool? Flag(JsonElement body, string name) => body.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            // Portal captures show the words as texts (graph.md §1).
            JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag,
            _ => null,
        }
        : false;
}
