using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
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
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { "publish", Path.Combine(Root(), "src", "Web", "Web.csproj"), "-c", "Release", "-o", to, "-v", "q", "--nologo" } };

        // As deployed: for a known system, so that code is compiled ahead.
        if (RuntimeInformation.RuntimeIdentifier is "linux-x64" or "win-x64")
        {
            foreach (var argument in new[] { "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained" })
                start.ArgumentList.Add(argument);
        }

        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(to, "AutopilotReset.Web.dll") : throw new InvalidOperationException("The console could not be published.");
    }

    /// <param name="folder">Where the tenant has its certificates and the console its database.</param>
    public static PublishedConsole Start(string dll, PracticeTenant tenant, string folder)
    {
        var address = new Uri(Report.Of($"http://localhost:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, ArgumentList = { dll }, WorkingDirectory = Path.GetDirectoryName(dll)! };
        foreach (var (name, value) in ConsoleSettings.For(folder, tenant.ProxyAddress, address))
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

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AutopilotReset.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("Run it inside the repository, or name a published console with --console PATH.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
