using System.Net;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using Person = AutopilotReset.Shared.Devices.Person;

namespace AutopilotReset.Engine.Graph;

/// <summary>Holders as a repair reads them, with the Entra object id that the owner's removal needs.</summary>
public sealed record FoundHolders(Holders Holders, string EntraObjectId);

/// <summary>Reads, removes and sets the primary user and removes the owner of one device (graph.md §4). All writes are delegated.</summary>
public sealed class HolderAccess(GraphClients clients)
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    /// <returns><c>null</c> when Intune or Entra has no such record any more.</returns>
    public async Task<FoundHolders?> ReadAsync(string managedDeviceId, string entraDeviceId, Account reader, CancellationToken stop)
    {
        var graph = clients.ForReading(reader, null);
        try
        {
            var entra = await graph.DevicesWithDeviceId(entraDeviceId).GetAsync(r => r.QueryParameters.Select = ["id", "deviceId"], stop);
            if (LiveFields.Id(entra?.Id) is not { } objectId)
                return null;
            var users = await graph.DeviceManagement.ManagedDevices[managedDeviceId].Users.GetAsync(cancellationToken: stop);
            var owners = await graph.Devices[objectId].RegisteredOwners.GetAsync(cancellationToken: stop);
            return new FoundHolders(new Holders(LiveFields.People(users?.Value), LiveFields.People(owners?.Value)), objectId);
        }
        catch (ODataError missing) when (missing.ResponseStatusCode == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Ids of the primary user as Intune has it now, none or one as a rule; <c>null</c> when Intune has no such record any more.</summary>
    /// <exception cref="ODataError">Graph refused.</exception>
    public async Task<IReadOnlyList<string>?> PrimaryUsersAsync(string managedDeviceId, Account reader, CancellationToken stop)
    {
        var users = await PlainReads.OrNullAsync(clients.ForReading(reader, null).DeviceManagement.ManagedDevices[managedDeviceId].Users.GetAsync(cancellationToken: stop));
        return users is null ? null : [.. LiveFields.People(users.Value).Select(p => p.Id)];
    }

    /// <summary>The user with this name, or <c>null</c>.</summary>
    public async Task<Person?> FindUserAsync(string userPrincipalName, Account admin, CancellationToken stop)
    {
        try
        {
            var graph = clients.ForAdmin(admin, null, GraphScopes.SetPrimaryUser);
            var user = await graph.Users[userPrincipalName].GetAsync(r => r.QueryParameters.Select = ["id", "userPrincipalName", "displayName"], stop);
            return LiveFields.Id(user?.Id) is { } id ? new Person(id, user!.UserPrincipalName, user.DisplayName) : null;
        }
        catch (ODataError missing) when (missing.ResponseStatusCode is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.BadRequest)
        {
            return null;
        }
    }

    /// <summary>The rare scopes that changing this holder needs; asked for when first needed.</summary>
    public static IReadOnlyCollection<string> ScopesFor(Repair repair)
    {
        ArgumentNullException.ThrowIfNull(repair);
        if (repair.Holder == Holder.Owner)
            return GraphScopes.RepairOwner;
        return repair.SetToUserPrincipalName is null ? GraphScopes.RepairPrimaryUser : GraphScopes.SetPrimaryUser;
    }

    /// <summary><c>DELETE beta/…/managedDevices('{id}')/users/$ref</c>: no user id, there is one primary user at most (graph.md §4).</summary>
    public Task RemovePrimaryUserAsync(string managedDeviceId, Account admin, CancellationToken stop) =>
        SendAsync(new RequestInformation { HttpMethod = Method.DELETE, URI = PrimaryUserReference(clients.Beta, managedDeviceId) }, admin, GraphScopes.RepairPrimaryUser, stop);

    /// <summary><c>POST beta/…/managedDevices('{id}')/users/$ref</c> with a reference to the user (graph.md §4).</summary>
    public async Task SetPrimaryUserAsync(string managedDeviceId, Person user, Account admin, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(user);
        var request = new RequestInformation { HttpMethod = Method.POST, URI = PrimaryUserReference(clients.Beta, managedDeviceId) };
        var reference = new ReferenceCreate { OdataId = new Uri(clients.Beta, $"users('{Uri.EscapeDataString(user.Id)}')").ToString() };
        var graph = clients.ForAdmin(admin, null, GraphScopes.SetPrimaryUser);
        request.SetContentFromParsable(graph.RequestAdapter, "application/json", reference);
        await graph.RequestAdapter.SendNoContentAsync(request, Errors, stop);
    }

    /// <summary>Removes one owner's reference. The user stays.</summary>
    public Task RemoveOwnerAsync(string entraObjectId, string userId, Account admin, CancellationToken stop) =>
        SendAsync(new RequestInformation { HttpMethod = Method.DELETE, URI = OwnerReference(clients.V1, entraObjectId, userId) }, admin, GraphScopes.RepairOwner, stop);

    /// <summary>
    /// The only place where an owner's address is built. <b>Without <c>/$ref</c> the DELETE deletes the user itself</b> (graph.md §4), so both ids must be
    /// ids and nothing else, and the address must end as it has to.
    /// </summary>
    internal static Uri OwnerReference(Uri v1, string entraObjectId, string userId)
    {
        var address = new Uri(v1, $"devices/{IdOnly(entraObjectId)}/registeredOwners/{IdOnly(userId)}/$ref");
        return address.AbsolutePath.EndsWith($"/registeredOwners/{userId}/$ref", StringComparison.OrdinalIgnoreCase) && address.Query.Length == 0
            ? address
            : throw new InvalidOperationException($"{address} does not end in /$ref: it would delete the user.");
    }

    internal static Uri PrimaryUserReference(Uri beta, string managedDeviceId) =>
        new(beta, $"deviceManagement/managedDevices('{IdOnly(managedDeviceId)}')/users/$ref");

    private static string IdOnly(string id) =>
        Guid.TryParseExact(id, "D", out _) ? id : throw new ArgumentException($"\"{id}\" is not a Graph id.", nameof(id));

    private async Task SendAsync(RequestInformation request, Account admin, IReadOnlyCollection<string> scopes, CancellationToken stop) =>
        await clients.ForAdmin(admin, null, scopes).RequestAdapter.SendNoContentAsync(request, Errors, stop);
}
