using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Devices;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace AutopilotReset.Engine.Graph;

/// <summary>
/// Reads one device singly: Intune's record, its users, every Entra object that could be it, the owners, the Autopilot identity.
/// Single reads decide; lists are hints (design.md, Sending).
/// </summary>
public sealed class LiveDevices(GraphClients clients, TimeProvider time)
{
    /// <returns>The facts, or <c>null</c> when Intune has no such record.</returns>
    /// <exception cref="ODataError">Anything that could not be read; the device is then unknown, never "clean".</exception>
    public async Task<DeviceFacts?> ReadAsync(string managedDeviceId, Account account, Guid? loan, CancellationToken stop)
    {
        var graph = clients.ForReading(account, loan);
        var readAt = time.GetUtcNow();
        var address = new Uri(clients.V1, $"deviceManagement/managedDevices/{Uri.EscapeDataString(managedDeviceId)}");
        var record = await PlainReads.OrNullAsync(PlainReads.SendAsync(graph, new Uri($"{address}?$select={LiveFields.Record}"), ManagedDevice.CreateFromDiscriminatorValue, stop));
        if (record is null)
            return null;

        // Three reads on Intune's own limit; all that does not wait for another is read at once.
        var beta = BetaReads.RecordAsync(graph, clients.Beta, managedDeviceId, stop);
        var users = PlainReads.SendAsync(graph, new Uri($"{address}/users"), ReadPeople.Create, stop);
        var autopilot = AutopilotReads.ForAsync(graph, clients.V1, clients.Beta, managedDeviceId, record.SerialNumber, stop);
        var entra = EntraAsync(graph, LiveFields.Id(record.AzureADDeviceId), record.DeviceName, stop);
        await Task.WhenAll(beta, users, autopilot, entra);
        return LiveFields.Facts(record, await beta, readAt) with
        {
            Holders = new Holders(LiveFields.People(await users, allAreUsers: true), (await entra).Owners),
            EntraObjects = (await entra).Objects,
            Autopilot = await autopilot,
        };
    }

    private async Task<(IReadOnlyList<EntraObject> Objects, IReadOnlyList<Shared.Devices.Person> Owners)> EntraAsync(
        GraphServiceClient graph, string? entraDeviceId, string? name, CancellationToken stop)
    {
        var own = entraDeviceId is null
            ? null
            : await PlainReads.OrNullAsync(PlainReads.SendAsync(
                graph, new Uri(clients.V1, $"devices(deviceId='{Uri.EscapeDataString(LiveFields.Quote(entraDeviceId))}')?$select={LiveFields.Entra}"), Device.CreateFromDiscriminatorValue, stop));
        var objects = EntraObjectsAsync(graph, own, name, stop);
        var owners = own?.Id is null
            ? null
            : await PlainReads.SendAsync(graph, new Uri(clients.V1, $"devices/{Uri.EscapeDataString(own.Id)}/registeredOwners"), ReadPeople.Create, stop);
        return (await objects, LiveFields.People(owners, allAreUsers: false));
    }

    /// <summary>The device's own object, and every other with its name or one of its hardware ids (rules.md: show all of them).</summary>
    private async Task<IReadOnlyList<EntraObject>> EntraObjectsAsync(GraphServiceClient graph, Device? own, string? name, CancellationToken stop)
    {
        var pages = await Task.WhenAll(LiveFields.TwinFilters(own, name).Select(filter => TwinsAsync(graph, filter, stop)));
        var found = pages.SelectMany(p => p).Concat(own is null ? [] : [own]);

        // Graph answers an unsupported filter with everything (graph.md §9): what does not belong is left out here, by what it says of itself.
        return [.. found.DistinctBy(d => d.Id).Where(d => d.Id == own?.Id || LiveFields.IsTwin(d, own, name)).Select(LiveFields.EntraObjectOf)];
    }

    private async Task<List<Device>> TwinsAsync(GraphServiceClient graph, string filter, CancellationToken stop)
    {
        var address = new Uri(clients.V1, $"devices?$filter={Uri.EscapeDataString(filter)}&$select={LiveFields.Entra}&$top=100");
        var page = await PlainReads.SendAsync(graph, address, DeviceCollectionResponse.CreateFromDiscriminatorValue, stop);
        return page?.OdataNextLink is null
            ? page?.Value ?? []
            : throw new InvalidOperationException($"More than 100 Entra objects answer to {filter}; the device cannot be told apart.");
    }
}
