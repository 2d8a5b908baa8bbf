namespace AutopilotReset.Simulator.Control;

/// <summary>What was received, accepted, throttled and alarming; and the faults.</summary>
internal sealed class LogControl(RequestLog requests, OrderLog orders, ViolationLog violations, AlarmLog alarms, FaultBook faults)
{
    public IEnumerable<(string, Func<ControlCall, object?>)> Routes =>
    [
        ("GET /requests", Requests),
        ("GET /wipes", Wipes),
        ("GET /violations", _ => violations.All),
        ("GET /alarms", _ => alarms.All),
        ("GET /faults", _ => faults.All.Select(f => new { f.Fault, f.Struck })),
        ("POST /faults", call => faults.Add(call.Read<Fault>())),
        ("DELETE /faults", _ => new { Cleared = faults.Clear() }),
        ("DELETE /faults/{id}", call => faults.Clear(call.Keys["id"]) == 0 ? throw new KeyNotFoundException($"There is no fault {call.Keys["id"]}.") : null),
    ];

    private object Requests(ControlCall call)
    {
        var (method, path, route, persona, status) = (Text(call, "method"), Text(call, "path"), Text(call, "route"), Text(call, "persona"), call.Number("status", 0));
        var after = call.Number("after", 0);
        var matching = requests.All.Where(r => r.Number > after
            && Is(method, r.Method) && Is(persona, r.Persona) && Has(path, r.Path) && Has(route, r.Route) && (status == 0 || r.Status == status)).ToList();
        return new { Total = matching.Count, Ever = requests.Count, Requests = matching.Skip(call.Number("skip", 0)).Take(call.Number("top", 200)) };
    }

    private object Wipes(ControlCall call)
    {
        var device = Text(call, "device");
        var all = orders.All.Where(o => device is null || Is(device, o.Device) || Is(device, o.DeviceName) || Is(device, o.ManagedDeviceId)).ToList();
        return new
        {
            Total = all.Count,
            ByDevice = all.GroupBy(o => o.Device).ToDictionary(g => g.Key, g => g.Count()),
            ByClientRequest = all.Where(o => o.ClientRequestId is not null).GroupBy(o => o.ClientRequestId!).ToDictionary(g => g.Key, g => g.Count()),
            Orders = all.Skip(call.Number("skip", 0)).Take(call.Number("top", 1000)),
        };
    }

    private static string? Text(ControlCall call, string name) => call.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static bool Is(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string? wanted, string? actual) => wanted is null || actual?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true;
}
