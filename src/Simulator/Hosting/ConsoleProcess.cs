using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>The console as a process of its own, ended with the tenant.</summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    private static readonly string[] _inherited = ["https_proxy", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "URLS"];
    private readonly Process _process;

    private ConsoleProcess(Process process) => _process = process;

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> EndedAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>The console built beside this program: the same configuration and framework under src/Web.</summary>
    /// <exception cref="PracticeException">There is none.</exception>
    public static string BesideThisProgram()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        // …/Simulator/bin/<configuration>/<framework>
        var project = own.Parent?.Parent?.Parent;
        var path = project?.Parent is { } src && own.Parent?.Parent?.Name == "bin"
            ? Path.Combine(src.FullName, "Web", "bin", own.Parent.Name, own.Name, "AutopilotReset.Web.dll")
            : null;
        return path is not null && File.Exists(path) ? path
            : throw new PracticeException($"The console was not found{(path is null ? "" : $" at {path}")}. Build it, or name a published one with --console PATH.");
    }

    public static ConsoleProcess Start(string console, IReadOnlyDictionary<string, string> settings)
    {
        var path = Path.GetFullPath(console);
        if (!File.Exists(path)) throw new PracticeException($"There is no console at {path}.");
        var managed = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(managed ? DotNet() : path) { UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(path)! };
        if (managed) start.ArgumentList.Add(path);
        foreach (var name in _inherited) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        try
        {
            return new ConsoleProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PracticeException($"The console at {path} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Waits until the console takes connections.</summary>
    /// <exception cref="PracticeException">It ended, or a minute passed.</exception>
    public async Task ReadyAsync(Uri address, CancellationToken cancellation)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(address, cancellation))
        {
            if (_process.HasExited) throw new PracticeException($"The console ended with code {_process.ExitCode} before it was ready; its reason stands above.");
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromMinutes(1)) throw new PracticeException($"The console did not answer at {address} within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    /// <summary>Asks the console to end, and ends it after ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            if (!OperatingSystem.IsWindows()) _ = SendSignal(_process.Id, Terminate);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Says at once that the port is taken, rather than letting the console find out.</summary>
    /// <exception cref="PracticeException">Somebody listens there.</exception>
    public static void EnsureFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new PracticeException($"Port {port} (console) is taken: {e.Message}. Choose another with --console-port.", e);
        }
    }

    private static string DotNet() => Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
        ? own
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        : "dotnet";

    private static async Task<bool> AnswersAsync(Uri address, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private const int Terminate = 15;

    /// <summary>The only way to ask a process to end on Linux and macOS: .NET itself can only kill.</summary>
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
