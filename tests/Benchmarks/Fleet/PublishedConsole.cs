using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>The console as it is deployed: published, a process of its own, production settings against a practice tenant.</summary>
internal sealed class PublishedConsole : IAsyncDisposable
{
    private PublishedConsole(Process process, Uri address) => (Process, Address) = (process, address);

    public Process Process { get; }

    public Uri Address { get; }

    /// <summary>The given dll, or one published into <paramref name="to"/>.</summary>
    public static async Task<string> PathAsync(Options options, string to)
    {
        if (options.Text("console", "") is { Length: > 0 } given)
            return given;
        await Published.IntoAsync(to, "src", "Web", "Web.csproj");
        return Path.Combine(to, "AutopilotReset.Web.dll");
    }

    /// <param name="dll">What to start.</param>
    /// <param name="tenant">Against whom.</param>
    /// <param name="folder">Where the tenant has its certificates and the console its database.</param>
    /// <param name="further">Settings beside those.</param>
    public static PublishedConsole Start(string dll, PracticeTenant tenant, string folder, IReadOnlyDictionary<string, string>? further = null)
    {
        var address = new Uri(Report.Of($"http://localhost:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { dll }, WorkingDirectory = Path.GetDirectoryName(dll)! };
        foreach (var (name, value) in ConsoleSettings.For(folder, tenant.ProxyAddress, address))
            start.Environment[name] = value;
        foreach (var (name, value) in further ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new PublishedConsole(Process.Start(start) ?? throw new InvalidOperationException("The console did not start."), address);
    }

    /// <summary>Waits for the first answer to "/": nobody is signed in, so it leads to Entra.</summary>
    public async Task FirstPageAsync()
    {
        using var nobody = new Visitor();
        await FirstPageAsync(nobody, HttpStatusCode.Redirect);
    }

    /// <summary>Waits for the visitor's first answer to "/".</summary>
    public async Task FirstPageAsync(Visitor visitor, HttpStatusCode expected)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (Process.HasExited)
                throw new InvalidOperationException($"The console ended with {Process.ExitCode} before it was ready; its reason stands above.");
            if (clock.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException("The console did not answer within a minute.");
            try
            {
                var status = await visitor.HomeAsync(Address);
                if (status != expected)
                    throw new InvalidOperationException($"The first page was answered with {(int)status}, not {(int)expected}.");
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
