using System.Net;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace AutopilotReset.Engine.Graph;

/// <summary>What a look at one device asks for.</summary>
/// <param name="OrderedAt">By our clock; a record enrolled before it is no re-enrolment.</param>
/// <param name="IsWiped">Look for the device under a new id even while its old record exists.</param>
/// <param name="FormerHolders">Entra ids: where one of them is holder again, also read who signed in last (beta). Empty when nobody needs to know.</param>
public sealed record TrackedDevice(string ManagedDeviceId, string EntraDeviceId, string? Serial, DateTimeOffset OrderedAt, bool IsWiped, IReadOnlyList<string> FormerHolders);

/// <summary>Reads singly what tracking judges: holders first, the record last, so that a change of holder is never seen before the check-in that preceded it.</summary>
public sealed class TrackingReader(GraphClients clients, TimeProvider time)
{
    /// <summary>Enrolments looked through for a device that came back under a new id.</summary>
    private const int MostPages = 10;

    private static readonly TimeSpan EnrolledSince = TimeSpan.FromMinutes(5);

    private static readonly string[] Fields =
        ["id", "serialNumber", "azureADDeviceId", "lastSyncDateTime", "enrolledDateTime", "managementState", "deviceActionResults"];

    /// <exception cref="ODataError">Something could not be read: no observation at all.</exception>
    /// <exception cref="SignInNeededException">The reader's session ended.</exception>
    /// <exception cref="AuthorityUnreachableException">No token could be had.</exception>
    public async Task<Observation> ReadAsync(TrackedDevice device, Account reader, Guid? loan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(device);
        var graph = clients.ForReading(reader, loan);
        var readAt = time.GetUtcNow();
        var entra = await EntraAsync(graph, device.EntraDeviceId, stop);
        var owners = entra?.Id is null ? null : await graph.Devices[entra.Id].RegisteredOwners.GetAsync(cancellationToken: stop);
        var users = await OrNullAsync(() => graph.DeviceManagement.ManagedDevices[device.ManagedDeviceId].Users.GetAsync(cancellationToken: stop));
        var record = await OrNullAsync(() => graph.DeviceManagement.ManagedDevices[device.ManagedDeviceId].GetAsync(r => r.QueryParameters.Select = Fields, stop));
        var reenrolledAs = record is null || device.IsWiped ? await ReenrolledAsAsync(graph, device, stop) : null;
        if (record is null)
            return new Observation { ReadAt = readAt, RecordExists = false, ReenrolledAs = reenrolledAs, EntraObjectExists = entra is not null };

        var holders = users is null ? null : new Holders(LiveFields.People(users.Value), LiveFields.People(owners?.Value));
        var signIn = AnyIsBack(device, holders) ? await BetaReads.LastLogOnAsync(graph, clients.Beta, device.ManagedDeviceId, stop) : null;
        return new Observation
        {
            ReadAt = readAt,
            RecordExists = true,
            ReenrolledAs = reenrolledAs,
            ActionResults = [.. (record.DeviceActionResults ?? []).Select(LiveFields.Action)],
            Holders = holders,
            LastCheckIn = LiveFields.Instant(record.LastSyncDateTime),
            EnrolledAt = LiveFields.Instant(record.EnrolledDateTime),
            ManagementState = BetaReads.Value(record, "managementState")?.ToString(),
            EntraObjectExists = entra is not null,
            LastSignIn = signIn?.At,
            LastSignInUserId = signIn?.UserId,
        };
    }

    private static bool AnyIsBack(TrackedDevice device, Holders? holders) =>
        holders is not null && holders.PrimaryUsers.Concat(holders.Owners).Any(p => device.FormerHolders.Contains(p.Id));

    private static Task<Device?> EntraAsync(GraphServiceClient graph, string entraDeviceId, CancellationToken stop) =>
        OrNullAsync(() => graph.DevicesWithDeviceId(entraDeviceId).GetAsync(r => r.QueryParameters.Select = ["id", "deviceId"], stop));

    /// <summary>
    /// Another record with the same serial and Entra device id, enrolled since the order. Filtered by <c>enrolledDateTime</c>, which is documented;
    /// what comes back is checked here, since Graph answers an unsupported filter with everything (graph.md §9).
    /// </summary>
    private static async Task<string?> ReenrolledAsAsync(GraphServiceClient graph, TrackedDevice device, CancellationToken stop)
    {
        if (Serials.IsPlaceholder(device.Serial))
            return null;
        var since = device.OrderedAt - EnrolledSince;
        var page = await graph.DeviceManagement.ManagedDevices.GetAsync(r =>
        {
            r.QueryParameters.Filter = $"enrolledDateTime gt {since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
            r.QueryParameters.Select = ["id", "serialNumber", "azureADDeviceId", "enrolledDateTime"];
        }, stop);
        for (var read = 1; page is not null; read++)
        {
            if (page.Value?.FirstOrDefault(r => IsSameDevice(r, device, since)) is { } found)
                return LiveFields.Id(found.Id);
            page = page.OdataNextLink is { } next && read < MostPages
                ? await graph.DeviceManagement.ManagedDevices.WithUrl(next).GetAsync(cancellationToken: stop)
                : null;
        }

        return null;
    }

    private static bool IsSameDevice(ManagedDevice record, TrackedDevice device, DateTimeOffset since) =>
        record.SerialNumber is { } serial && Serials.Normalise(serial) == Serials.Normalise(device.Serial!)
        && LiveFields.Id(record.AzureADDeviceId) == device.EntraDeviceId
        && LiveFields.Id(record.Id) is { } id && id != device.ManagedDeviceId
        && record.EnrolledDateTime > since;

    private static async Task<T?> OrNullAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (ODataError missing) when (missing.ResponseStatusCode == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
