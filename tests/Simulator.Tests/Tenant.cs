using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AutopilotReset.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Tests.Simulator;

/// <summary>A tenant in this process under an adjustable clock, and the calls that tests make to it.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    public const string Graph = "https://graph.microsoft.com";
    public const string Wipe = """{"keepEnrollmentData":true,"keepUserData":false}""";
    public const string FullWipe = """{"keepEnrollmentData":false,"keepUserData":false}""";

    private Tenant(PracticeTenant practice, FakeTimeProvider time)
    {
        Practice = practice;
        Time = time;
        Http = new HttpClient(practice.CreateHandler());
    }

    public PracticeTenant Practice { get; }
    public FakeTimeProvider Time { get; }
    public HttpClient Http { get; }

    public static async Task<Tenant> StartAsync(Func<PracticeOptions, PracticeOptions>? with = null, TimeSpan later = default)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero) + later);
        var options = new PracticeOptions { Devices = 150, Speed = 1 };
        return new Tenant(await PracticeTenant.StartAsync(with?.Invoke(options) ?? options, time, TestContext.Current.CancellationToken), time);
    }

    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, string? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("http", StringComparison.Ordinal) ? path : Graph + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Practice.AccessTokenFor("ada"));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, response);
    }

    public async Task<JsonNode> GetAsync(string path, string? token = null)
    {
        var (status, body, _) = await SendAsync(HttpMethod.Get, path, token: token);
        Assert.Equal(200, status);
        return body!;
    }

    public Task<(int Status, JsonNode? Body, HttpResponseMessage Response)> OrderAsync(string key, string body = Wipe, string? token = null) =>
        SendAsync(HttpMethod.Post, $"/v1.0/deviceManagement/managedDevices/{IdOf(key)}/wipe", body, token);

    public string IdOf(string key) => Practice.Fleet.Find(key)!.Intune!.Id;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Practice.DisposeAsync();
    }
}
