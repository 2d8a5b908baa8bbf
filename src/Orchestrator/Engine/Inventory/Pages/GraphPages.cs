using System.Net;
using System.Net.Http.Headers;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// Downloads pages with a plain client: the SDK costs ten times the processor time and 2.8 GiB for 100,000 devices (limits.md).
/// A token goes to the cloud's own Graph host and to no other, whatever a <c>nextLink</c> says.
/// </summary>
/// <param name="http">The reading client: it retries by itself what is safe.</param>
/// <param name="cloud">Whose host is allowed.</param>
/// <param name="token">A current token; asked for before every request.</param>
/// <param name="time">For Retry-After.</param>
internal sealed class GraphPages(HttpClient http, MicrosoftCloud cloud, Func<CancellationToken, Task<string>> token, TimeProvider time)
{
    /// <summary>How often one page is asked for again after 429 or 503, beyond the client's own retries.</summary>
    private const int Tries = 5;

    public Uri Graph => cloud.Graph;

    /// <summary>The address as one of this cloud's Graph.</summary>
    /// <exception cref="PageFaultException">It points anywhere else.</exception>
    public Uri Checked(string link)
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out var address) && cloud.IsGraph(address))
            return address;
        throw new PageFaultException($"A nextLink points to \"{(address is null ? "no address" : address.Authority)}\"; only {cloud.Graph.Host} is Graph here. It was not followed.", AfterFault.Discard);
    }

    /// <summary>Reads the page's bytes into <paramref name="into"/>.</summary>
    /// <param name="resumed">The link was stored by an earlier run: Graph may not know it any more.</param>
    public async Task ReadAsync(Uri address, PageBuffer into, bool resumed, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(stop));
            using var response = await SendAsync(request, stop);
            if (response.IsSuccessStatusCode)
            {
                await BodyAsync(response, into, stop);
                return;
            }

            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == Tries)
                throw await RefusedAsync(response, resumed, stop);
            await Task.Delay(RetryAfter.Of(response, time.GetUtcNow()), time, stop);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutException || (fault is OperationCanceledException && !stop.IsCancellationRequested) || fault.GetType().Namespace == "Polly.Timeout")
        {
            throw new PageFaultException($"Graph could not be reached: {fault.Message}", AfterFault.Resume, fault);
        }
    }

    private static async Task BodyAsync(HttpResponseMessage response, PageBuffer into, CancellationToken stop)
    {
        try
        {
            await into.FillAsync(await response.Content.ReadAsStreamAsync(stop), stop);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or InvalidDataException)
        {
            throw new PageFaultException($"A page broke off after {into.Length:N0} bytes: {fault.Message}", AfterFault.Resume, fault);
        }
    }

    private static async Task<PageFaultException> RefusedAsync(HttpResponseMessage response, bool resumed, CancellationToken stop)
    {
        var text = await response.Content.ReadAsStringAsync(stop);
        var what = $"Graph answered {(int)response.StatusCode} to {response.RequestMessage?.RequestUri?.AbsolutePath}: {GraphWords.Of(text)}";
        var linkRefused = resumed && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone;
        return new PageFaultException(what, linkRefused ? AfterFault.RestartSource : AfterFault.Resume);
    }
}
