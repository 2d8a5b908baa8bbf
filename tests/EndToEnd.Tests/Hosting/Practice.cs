using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using AutopilotReset.Testing.Hosting;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>
/// The two real processes: the practice tenant, and the published console with its production settings against it. Only the pace of tracking is set
/// faster, by ordinary configuration.
/// </summary>
public sealed class Practice : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("practice-").FullName;
    private readonly HttpClient _http = new();
    private ChildProcess? _tenant;
    private ChildProcess? _console;
    private JsonObject _settings = [];

    public string Console { get; private set; } = "";

    /// <summary>The console's database, for faults that only a damaged file has.</summary>
    public string Database => _settings["console"]!["ConnectionStrings__Console"]!.GetValue<string>();

    /// <summary>Folder with every exchange that the tenant recorded.</summary>
    public string Recorded => Path.Combine(_folder, "recorded");

    public async ValueTask InitializeAsync()
    {
        var data = Path.Combine(_folder, "data");
        _tenant = await ChildProcess.StartAsync(Programs.PracticeTenant,
            ["--no-console", "--port", "0", "--data", data, "--devices", "130", "--speed", "600", "--record", Recorded], new Dictionary<string, string>(), "Ready");
        _settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "practice.json")))!.AsObject();
        Console = $"http://localhost:{FreePort()}";
        await StartConsoleAsync();
    }

    /// <summary>Starts the console on the database that an earlier one left.</summary>
    public async Task StartConsoleAsync()
    {
        var environment = _settings["console"]!.AsObject().ToDictionary(s => s.Key, s => s.Value!.GetValue<string>());
        environment["ASPNETCORE_URLS"] = Console;
        environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var pace in new[] { "Tick", "Pending", "Active", "Verifying", "Unknown", "Quiet", "Stalled", "Armed", "Sweep", "FirstRetry" })
            environment[$"Polling__{pace}"] = "00:00:01";

        // All tests of a run are one admin's day. Wipes need a second person all the same, and ApprovalTests shows both.
        environment["Guards__ApprovalAboveDevices"] = "1000";
        environment["Polling__PickUpDeadline"] = "00:00:25";
        environment["Polling__VerifyingDeadline"] = "00:00:08";
        _console = await ChildProcess.StartAsync(Programs.Console, [], environment, "Application started");
    }

    public Task KillConsoleAsync() => _console!.KillAsync();

    /// <summary>Orders that the tenant accepted for a device: the oracle of "at most once".</summary>
    public async Task<int> AcceptedAsync(string device) => (await OrdersAsync()).Count(o => Text(o, "deviceName") == device);

    /// <summary>Kinds of the orders accepted for a device: autopilotReset, wipe.</summary>
    public async Task<IReadOnlyList<string>> AcceptedKindsAsync(string device) =>
        [.. (await OrdersAsync()).Where(o => Text(o, "deviceName") == device).Select(o => Text(o, "kind")!)];

    /// <summary>Kinds of the orders accepted for all devices whose name begins so.</summary>
    public async Task<IReadOnlyList<string>> OrdersToAsync(string nameBegins) =>
        [.. (await OrdersAsync()).Where(o => Text(o, "deviceName")!.StartsWith(nameBegins, StringComparison.Ordinal)).Select(o => Text(o, "kind")!)];

    /// <summary>POSTs of a wipe that reached the tenant for a managed device, accepted or not.</summary>
    public async Task<int> PostsAsync(string device)
    {
        var requests = await GetAsync($"/requests?method=POST&path={await IntuneIdAsync(device)}/wipe&top=1000");
        return Rows(requests).Count;
    }

    /// <summary>What the tenant was asked to change under a path, as "METHOD /path", oldest first; wipes and token requests aside.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync(string path)
    {
        var all = Rows(await GetAsync($"/requests?path={Uri.EscapeDataString(path)}&top=5000"), "requests");
        return [.. all.Where(r => Text(r, "method") != "GET" && !Text(r, "path")!.EndsWith("/wipe", StringComparison.Ordinal)).Select(r => $"{Text(r, "method")} {Text(r, "path")}")];
    }

    /// <summary>Has the tenant misbehave until <see cref="EndFaultsAsync"/>.</summary>
    public Task FaultAsync(object fault) => PostAsync("/faults", fault);

    public async Task EndFaultsAsync() => (await _http.DeleteAsync(_settings["control"]!.GetValue<string>() + "/faults")).EnsureSuccessStatusCode();

    public async Task<string> IntuneIdAsync(string device) => (await DeviceAsync(device)).GetProperty("intune").GetProperty("id").GetString()!;

    /// <summary>The serial number on a device's label.</summary>
    public async Task<string> SerialAsync(string device) => (await DeviceAsync(device)).GetProperty("intune").GetProperty("serialNumber").GetString()!;

    public async Task<JsonElement> DeviceAsync(string device) => await GetAsync($"/devices/{Uri.EscapeDataString(device)}");

    public async Task<int> AlarmsAsync() => Rows(await GetAsync("/alarms")).Count;

    public async Task PatchAsync(string path, object change) =>
        (await _http.PatchAsJsonAsync(_settings["control"]!.GetValue<string>() + path, change)).EnsureSuccessStatusCode();

    public async Task PostAsync(string path, object body) =>
        (await _http.PostAsJsonAsync(_settings["control"]!.GetValue<string>() + path, body)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        if (_console is not null)
            await _console.DisposeAsync();
        if (_tenant is not null)
            await _tenant.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IReadOnlyList<JsonElement>> OrdersAsync() => [.. Rows(await GetAsync("/wipes"), "orders")];

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(_settings["control"]!.GetValue<string>() + path);

    private static IReadOnlyList<JsonElement> Rows(JsonElement answer, string? named = null)
    {
        if (answer.ValueKind == JsonValueKind.Array)
            return [.. answer.EnumerateArray()];
        var list = named is not null && answer.TryGetProperty(named, out var chosen) ? chosen : answer.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.Array).Value;
        return [.. list.EnumerateArray()];
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
