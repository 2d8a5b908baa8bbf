using System.Net;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>Somebody with a browser that keeps its cookies from one console process to the next.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false, AllowAutoRedirect = false };
    private readonly HttpClient _http;

    public Visitor() => _http = new HttpClient(_handler);

    /// <exception cref="HttpRequestException">Nobody listens there yet.</exception>
    public async Task<HttpStatusCode> HomeAsync(Uri console)
    {
        using var answer = await _http.GetAsync(console);
        return answer.StatusCode;
    }

    /// <summary>What the browser keeps.</summary>
    public CookieContainer Cookies => _handler.CookieContainer;

    /// <exception cref="HttpRequestException">The page was not answered with success.</exception>
    public Task<string> PageAsync(Uri page) => _http.GetStringAsync(page);

    public async Task SignInAsync(Uri console, string persona = "ada")
    {
        using var start = await _http.GetAsync(new Uri(console, "/authentication/login"));
        using var entra = await _http.GetAsync(start.Headers.Location + "&persona=" + persona);
        using var back = await _http.GetAsync(entra.Headers.Location);
        if (await HomeAsync(console) != HttpStatusCode.OK)
            throw new InvalidOperationException($"The practice persona {persona} could not sign in.");
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
