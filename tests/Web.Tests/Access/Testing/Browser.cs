using System.Net;
using System.Text.RegularExpressions;

namespace AutopilotReset.Web.Tests.Access.Testing;

/// <summary>What a person with a browser does: follows redirects across console and sign-in, keeps cookies, posts forms.</summary>
internal sealed partial class Browser(TestConsole console) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseProxy = false };
    private HttpClient? _client;

    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>Where the last answer came from.</summary>
    public Uri Here { get; private set; } = console.Address;

    /// <summary>Every address that was asked, in order.</summary>
    public List<Uri> Trail { get; } = [];

    private HttpClient Client => _client ??= new HttpClient(_handler);

    /// <summary>Signs in from the console's sign-in page on.</summary>
    public async Task<Page> SignInAsync(string persona, string query = "") => await ChooseAsync(await GetAsync("/authentication/login" + query), persona);

    /// <summary>Chooses the person on Entra's page, and accepts what it asks for.</summary>
    public async Task<Page> ChooseAsync(Page signIn, string persona, bool accept = true)
    {
        Assert.Contains("/oauth2/v2.0/authorize", Here.AbsolutePath, StringComparison.Ordinal);
        var next = signIn.Html.Contains("Permissions requested", StringComparison.Ordinal) ? signIn : await PostAsync(Here, ("persona", persona));
        if (!next.Html.Contains("Permissions requested", StringComparison.Ordinal))
            return next;
        return accept ? await PostAsync(Here, ("persona", persona), ("consent", "accept")) : await PostAsync(Here, ("cancel", "1"));
    }

    public Task<Page> GetAsync(string path) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(console.Address, path)));

    /// <summary>Asks without following, with headers as given.</summary>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(console.Address, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public Task<Page> PostAsync(Uri address, params (string Name, string Value)[] form) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Signs out with the button of the console's pages.</summary>
    public async Task<Page> SignOutAsync()
    {
        var home = await GetAsync("/");
        var token = AntiforgeryField().Match(home.Html).Groups["value"].Value;
        Assert.NotEmpty(token);
        return await PostAsync(new Uri(console.Address, "/authentication/logout"), ("__RequestVerificationToken", WebUtility.HtmlDecode(token)));
    }

    /// <summary><c>true</c> if the console's pages open without a sign-in.</summary>
    public async Task<bool> IsInsideAsync()
    {
        using var answer = await AskAsync(HttpMethod.Get, "/");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    private async Task<Page> FollowAsync(HttpRequestMessage request)
    {
        for (var hops = 0; hops < 20; hops++)
        {
            Here = request.RequestUri!;
            Trail.Add(Here);
            using var answer = await Client.SendAsync(request);
            if (answer.Headers.Location is not { } location || (int)answer.StatusCode is < 300 or > 399)
                return new Page(answer.StatusCode, await answer.Content.ReadAsStringAsync());
            request = new HttpRequestMessage(HttpMethod.Get, new Uri(Here, location));
        }

        throw new InvalidOperationException("More than 20 redirects: " + string.Join(" > ", Trail.Select(t => t.AbsolutePath)));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex AntiforgeryField();
}

/// <summary>What the browser shows.</summary>
internal sealed record Page(HttpStatusCode Status, string Html);
