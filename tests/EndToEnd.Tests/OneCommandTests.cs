using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using AutopilotReset.EndToEnd.Tests.Hosting;
using AutopilotReset.Testing.Hosting;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>The one command: practice tenant and console together, ended together, found again.</summary>
public sealed class OneCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("practice-one-").FullName;
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, UseProxy = false };
    private readonly HttpClient _browser;

    public OneCommandTests() => _browser = new HttpClient(_handler);

    public void Dispose()
    {
        _browser.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Start_ThenInterrupted_EndsBoth_AndASecondStartFindsWhatTheFirstLeft()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that one process can send to another.");
        var console = new Uri($"http://localhost:{FreePort()}");

        await using (var first = await StartAsync(console))
        {
            Assert.Contains($"Ready: http://localhost:{console.Port}", first.Output, StringComparison.Ordinal);
            Assert.Contains("Ada Lindgren", first.Output, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Redirect, await HomeAsync(console));
            await SignInAsync(console);
            Assert.Equal(HttpStatusCode.OK, await HomeAsync(console));
            (await _browser.PatchAsJsonAsync(Control() + "/devices/NB-CLEAN-01", new { intune = new { managedDeviceOwnerType = "personal" } })).EnsureSuccessStatusCode();

            first.Send(ProcessSignal.Interrupt);
            Assert.Equal(0, await first.ExitAsync(TimeSpan.FromSeconds(60)));
            await Assert.ThrowsAsync<HttpRequestException>(() => HomeAsync(console));
        }

        await using var second = await StartAsync(console);

        // The cookie of the first console opens the second: database, keys and session are those of before.
        Assert.Equal(HttpStatusCode.OK, await HomeAsync(console));
        var device = await _browser.GetFromJsonAsync<JsonElement>(Control() + "/devices/NB-CLEAN-01");
        Assert.Equal("personal", device.GetProperty("intune").GetProperty("managedDeviceOwnerType").GetString());
    }

    [Fact]
    public async Task Start_ConsolePortTaken_SaysWhyInOneLineAndFails()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new Uri($"http://localhost:{port}")));

        Assert.Contains($"Port {port} (console) is taken", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ConsolesDatabaseIsNone_SaysWhyAndFails()
    {
        Directory.CreateDirectory(_data);
        await File.WriteAllTextAsync(Path.Combine(_data, "console.db"), new string('x', 8192));

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new Uri($"http://localhost:{FreePort()}")));

        Assert.Contains("ConnectionStrings:Console: the database cannot be used", failed.Message, StringComparison.Ordinal);
        Assert.Contains("The console ended with code 1 before it was ready", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Message, StringComparison.Ordinal);
    }

    private Task<ChildProcess> StartAsync(Uri console) => ChildProcess.StartAsync(
        Programs.PracticeTenant,
        ["--console", Programs.Console, "--console-port", $"{console.Port}", "--port", "0", "--data", _data, "--devices", "120"],
        new Dictionary<string, string>(),
        "Ready: ");

    private async Task<HttpStatusCode> HomeAsync(Uri console)
    {
        using var answer = await _browser.GetAsync(console);
        return answer.StatusCode;
    }

    private async Task SignInAsync(Uri console)
    {
        using var start = await _browser.GetAsync(new Uri(console, "/authentication/login"));
        using var entra = await _browser.GetAsync(start.Headers.Location + "&persona=ada");
        using var back = await _browser.GetAsync(entra.Headers.Location);
        Assert.Equal("/", back.Headers.Location?.OriginalString);
    }

    private string Control() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, "practice.json"))).RootElement.GetProperty("control").GetString()!.TrimEnd('/');

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
