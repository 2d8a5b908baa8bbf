using System.Net;
using System.Net.Http.Json;
using AutopilotReset.Faults.Child;

namespace AutopilotReset.Faults.Harness;

/// <summary>An admin with a browser: signs in at the practice tenant's own page, so that the console's token cache holds a real session.</summary>
internal sealed class Person : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(15) };

    private Person(Uri console) => _http.BaseAddress = console;

    public static async Task<Person> SignInAsync(Uri console, string persona)
    {
        var person = new Person(console);
        using var page = await person._http.GetAsync(new Uri("/authentication/login", UriKind.Relative));
        var chosen = new FormUrlEncodedContent([KeyValuePair.Create("persona", persona)]);
        using var inside = await person._http.PostAsync(page.RequestMessage!.RequestUri, chosen);
        if (inside.StatusCode != HttpStatusCode.OK || inside.RequestMessage!.RequestUri!.Port != console.Port)
            throw new InvalidOperationException($"{persona} did not get in: {inside.StatusCode} at {inside.RequestMessage!.RequestUri}\n{await inside.Content.ReadAsStringAsync()}");
        return person;
    }

    /// <summary>Chooses this many devices, reviews and confirms them.</summary>
    public async Task<Confirmed> ConfirmAsync(int devices)
    {
        using var answer = await _http.PostAsync(new Uri($"{ConfirmEndpoint.Path}?count={devices}", UriKind.Relative), null);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"Nothing was confirmed: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<Confirmed>())!;
    }

    public void Dispose() => _http.Dispose();
}
