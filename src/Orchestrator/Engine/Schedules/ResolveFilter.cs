using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Schedules;

/// <summary>All devices that match in the application's inventory, or why they cannot be told: whoever composes the engine takes it from the inventory.</summary>
/// <param name="query">A filter that was read whole.</param>
/// <param name="oldest">How old the inventory may be.</param>
/// <param name="stop">Cancels.</param>
internal delegate Task<Outcome<DevicePage>> ResolveFilter(DeviceQuery query, TimeSpan oldest, CancellationToken stop);
