using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AutopilotReset.Engine.Identity;

namespace AutopilotReset.Engine.Graph;

/// <summary>Intune's device list, page after page, with what hints at a device's having moved. A page is parsed and gone before the next is asked for.</summary>
internal sealed class DeviceListReader(GraphClients clients)
{
    /// <summary>A list that goes on beyond this leads nowhere.</summary>
    private const int MostPages = 5_000;

    private const string Hints = "id,lastSyncDateTime,enrolledDateTime,managementState,userId,deviceActionResults";
    private const string Least = "id,lastSyncDateTime";

    /// <summary>What the list lets us select; less once it refused.</summary>
    private volatile string _select = Hints;

    /// <param name="since">Only devices that checked in after it; <c>null</c>: all. <c>lastSyncDateTime</c> is among the documented filters (graph.md §9).</param>
    /// <param name="reader">Whose token reads, unless the application reads.</param>
    /// <param name="loan">The batch on whose behalf.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="HttpRequestException">Graph refused or could not be reached.</exception>
    /// <exception cref="InvalidDataException">An answer that is no page of devices, or pages that lead nowhere.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ListedDevice>> PagesAsync(
        DateTimeOffset? since, Account reader, Guid? loan, [EnumeratorCancellation] CancellationToken stop)
    {
        using var http = clients.PageClient();
        Uri? next = null;
        for (var number = 0; number == 0 || next is not null; number++)
        {
            var token = await clients.ReadTokenAsync(reader, loan, stop);
            var page = next is null ? await FirstAsync(http, since, token, stop) : await ReadAsync(http, next, token, stop);
            yield return [.. page.Value!.Select(r => r.Device).OfType<ListedDevice>()];
            next = Next(page.NextLink, next, number);
        }
    }

    private async Task<ListedPage> FirstAsync(HttpClient http, DateTimeOffset? since, string token, CancellationToken stop)
    {
        try
        {
            return await ReadAsync(http, Address(since), token, stop);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.BadRequest && _select != Least)
        {
            // A property that the list does not offer here: check-ins alone are hint enough.
            _select = Least;
            return await ReadAsync(http, Address(since), token, stop);
        }
    }

    private Uri Address(DateTimeOffset? since) => new(
        clients.V1, $"deviceManagement/managedDevices?$select={_select}" + (since is { } from ? $"&$filter=lastSyncDateTime gt {from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : ""));

    private static async Task<ListedPage> ReadAsync(HttpClient http, Uri address, string token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        try
        {
            var page = await JsonSerializer.DeserializeAsync(await answer.Content.ReadAsStreamAsync(stop), ListedJson.Default.ListedPage, stop);
            return page?.Value is null ? throw new InvalidDataException("Graph's answer is no page of devices.") : page;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"A page of Intune's devices could not be read: {broken.Message}", broken);
        }
    }

    private Uri? Next(string? link, Uri? current, int number)
    {
        if (link is null)
            return null;
        if (number < MostPages && Uri.TryCreate(link, UriKind.Absolute, out var next) && clients.Cloud.IsGraph(next) && next != current)
            return next;
        throw new InvalidDataException($"Intune's pages lead nowhere: page {number + 2} is {link}.");
    }
}
