using System.Text.Json;
using System.Text.Json.Nodes;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Fleet.Behaviours;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Simulator.Control;

/// <summary>Looking at devices and changing any fact about them.</summary>
internal sealed class DeviceControl(FleetStore fleet)
{
    private static readonly string[] _changeable = ["intune", "entra", "autopilot", "behaviour", "checksIn", "surprised"];

    public IEnumerable<(string, Func<ControlCall, object?>)> Routes =>
    [
        ("GET /cast", _ => fleet.Read(v => v.Devices.Where(d => d.Role is not null).Select(Card).ToList())),
        ("GET /behaviours", _ => AllBehaviours.ByName.Values.OrderBy(b => b.Name, StringComparer.Ordinal).Select(b => new { b.Name, b.Does })),
        ("GET /devices", call => fleet.Read(v => v.Devices.Skip(call.Number("skip", 0)).Take(call.Number("top", 100)).Select(Card).ToList())),
        ("GET /devices/{device}", call => Use(call, (v, d) => Shown(v, d))),
        ("PATCH /devices/{device}", call => Use(call, (v, d) => Patch(v, d, call.Body))),
        ("POST /devices/{device}/check-in", call => Use(call, CheckIn)),
        ("POST /devices/{device}/execute", call => Use(call, (v, d) =>
        {
            v.RunTimeline(d);
            return Shown(v, d);
        })),
        ("POST /devices/{device}/stop", call => Use(call, (v, d) =>
        {
            v.ClearTimeline(d);
            return Shown(v, d);
        })),
        ("POST /devices/{device}/sign-in", call => Use(call, (v, d) => SignIn(v, d, call))),
        ("POST /devices/{device}/replace", call => Use(call, Replace)),
    ];

    private static object Card(PracticeDevice d) => new
    {
        d.Key,
        d.Role,
        d.Behaviour,
        d.Name,
        SerialNumber = d.Intune?.SerialNumber ?? d.Autopilot?.SerialNumber,
        ManagedDeviceId = d.Intune?.Id,
        EntraObjectId = d.Entra?.Id,
        EntraDeviceId = d.Entra?.DeviceId,
        AutopilotId = d.Autopilot?.Id,
    };

    private static JsonObject Shown(FleetView view, PracticeDevice device)
    {
        var shown = JsonSerializer.SerializeToNode(device, ControlRouter.Json)!.AsObject();
        if (device.Intune is not null) shown["lastSyncDateTime"] = FleetStore.LastSync(device, view.Now);
        return shown;
    }

    private object? Use(ControlCall call, Func<FleetView, PracticeDevice, object?> use)
    {
        object? answer = null;
        fleet.Change(view =>
        {
            var device = view.Find(call.Keys["device"]) ?? throw new KeyNotFoundException($"No device is called '{call.Keys["device"]}'.");
            answer = use(view, device);
        });
        return answer;
    }

    private static JsonObject Patch(FleetView view, PracticeDevice device, string body)
    {
        var patch = JsonNode.Parse(body) as JsonObject ?? throw new PracticeException("A JSON object is needed.");
        if (patch.FirstOrDefault(p => !_changeable.Contains(p.Key)).Key is { } wrong)
            throw new PracticeException($"'{wrong}' cannot be changed; {string.Join(", ", _changeable)} can.");
        var whole = JsonSerializer.SerializeToNode(device, ControlRouter.Json)!.AsObject();
        Merge(whole, patch);
        var next = whole.Deserialize<PracticeDevice>(ControlRouter.Json)!;
        if (!AllBehaviours.ByName.ContainsKey(next.Behaviour)) throw new PracticeException($"'{next.Behaviour}' is no behaviour; GET /behaviours lists them.");
        (device.Intune, device.Entra, device.Autopilot) = (next.Intune, next.Entra, next.Autopilot);
        (device.Behaviour, device.ChecksIn, device.Surprised) = (next.Behaviour, next.ChecksIn, next.Surprised);
        view.Touch(device);
        return Shown(view, device);
    }

    /// <summary>JSON merge patch (RFC 7396): null removes, objects merge, everything else replaces.</summary>
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing) Merge(existing, inner);
            else target[name] = value?.DeepClone();
        }
    }

    private static JsonObject CheckIn(FleetView view, PracticeDevice device)
    {
        var intune = device.Intune ?? throw new PracticeException($"{device.Key} is not in Intune.");
        intune.LastSyncDateTime = view.Now;
        view.Touch(device);
        return Shown(view, device);
    }

    private sealed record SignInBody(string User);

    private static JsonObject SignIn(FleetView view, PracticeDevice device, ControlCall call)
    {
        var user = view.FindUser(call.Read<SignInBody>().User) ?? throw new KeyNotFoundException("No user has that id or name.");
        view.Schedule(device, TimeSpan.Zero, StepKind.UserSignsIn, data: user.Id);
        return RunLast(view, device);
    }

    private static JsonObject Replace(FleetView view, PracticeDevice device)
    {
        view.Schedule(device, TimeSpan.Zero, StepKind.ReEnrolled);
        return RunLast(view, device);
    }

    private static JsonObject RunLast(FleetView view, PracticeDevice device)
    {
        view.RunNow(device, device.Timeline[^1]);
        return Shown(view, device);
    }
}
