using System.Net;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AutopilotReset.Engine.Graph;

/// <summary>
/// Reads by an address of our own, over the SDK's adapter: for beta, which the SDK does not know, and for the reads before each POST. A request builder looks
/// its query's parameters up by reflection and expands a template at every read.
/// </summary>
internal static class PlainReads
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = ODataError.CreateFromDiscriminatorValue };

    /// <exception cref="ODataError">Graph's answer was an error.</exception>
    public static Task<T?> SendAsync<T>(GraphServiceClient graph, Uri address, ParsableFactory<T> factory, CancellationToken stop)
        where T : IParsable
    {
        var request = new RequestInformation { HttpMethod = Method.GET, URI = address };
        request.Headers.Add("Accept", "application/json");
        return graph.RequestAdapter.SendAsync(request, factory, Errors, stop);
    }

    /// <summary><c>null</c> where Graph says that there is no such thing.</summary>
    public static async Task<T?> OrNullAsync<T>(Task<T?> read)
        where T : class
    {
        try
        {
            return await read;
        }
        catch (ODataError missing) when (missing.ResponseStatusCode == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
