namespace AutopilotReset.Simulator.Control;

/// <summary>An order that Intune accepted for a device.</summary>
public sealed record AcceptedOrder
{
    /// <summary>Number of the order, from 1, over restarts.</summary>
    public required long Order { get; init; }
    public required DateTimeOffset Time { get; init; }
    /// <summary>The device's key in the fleet.</summary>
    public required string Device { get; init; }
    public required string ManagedDeviceId { get; init; }
    public required string DeviceName { get; init; }
    /// <summary>autopilotReset (true/false), wipe (false/false) or wipeKeepingUser (true/true), after keepEnrollmentData/keepUserData (graph.md §1).</summary>
    public required string Kind { get; init; }
    /// <summary>Object id of the person (or service principal) who gave it.</summary>
    public string? ObjectId { get; init; }
    public string? Persona { get; init; }
    /// <summary>The caller's <c>client-request-id</c>.</summary>
    public string? ClientRequestId { get; init; }
    /// <summary>The status that the caller got, which a fault may have changed; 0 where the connection was cut.</summary>
    public int AnsweredStatus { get; set; } = 204;
}

/// <summary>Every order that was accepted: the oracle for "at most once".</summary>
public sealed class OrderLog
{
    private readonly Lock _gate = new();
    private readonly List<AcceptedOrder> _orders = [];

    /// <summary>All orders, oldest first.</summary>
    public IReadOnlyList<AcceptedOrder> All
    {
        get
        {
            lock (_gate) return [.. _orders];
        }
    }

    /// <summary>Called with each new or changed order; the journal writes it down.</summary>
    internal Action<AcceptedOrder>? Changed { get; set; }

    /// <summary>How many orders this device got, by key, name or managedDevice id.</summary>
    public int CountFor(string device)
    {
        lock (_gate) return _orders.Count(o => Same(o.Device, device) || Same(o.DeviceName, device) || Same(o.ManagedDeviceId, device));
    }

    internal AcceptedOrder Add(Func<long, AcceptedOrder> make)
    {
        lock (_gate)
        {
            var order = make(_orders.Count == 0 ? 1 : _orders[^1].Order + 1);
            _orders.Add(order);
            Changed?.Invoke(order);
            return order;
        }
    }

    internal void Answered(AcceptedOrder order, int status)
    {
        lock (_gate)
        {
            order.AnsweredStatus = status;
            Changed?.Invoke(order);
        }
    }

    internal void Restore(AcceptedOrder order)
    {
        lock (_gate)
        {
            var at = _orders.FindIndex(o => o.Order == order.Order);
            if (at >= 0) _orders[at] = order;
            else _orders.Add(order);
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
