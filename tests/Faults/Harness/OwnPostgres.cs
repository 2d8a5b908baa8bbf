using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AutopilotReset.Faults.Harness;

/// <summary>A PostgreSQL server of this run's own on loopback, which it may stop and start as it likes.</summary>
internal sealed class OwnPostgres : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faults-pg-").FullName;
    private readonly string _bin = Bin() ?? throw new InvalidOperationException(Missing);
    private readonly int _port = FreePort();

    private OwnPostgres()
    {
    }

    public const string Missing = "PostgreSQL is not installed (apt-get install postgresql).";

    public static bool IsInstalled => Bin() is not null;

    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres");

    private string Data => Path.Combine(_folder, "data");

    public static OwnPostgres Start()
    {
        var server = new OwnPostgres();
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", server._folder);
        server.Control("initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        server.Up();
        return server;
    }

    /// <summary>Ends it as asked (<c>fast</c>, <c>immediate</c>) and starts it again.</summary>
    public void Restart(string mode)
    {
        Control("pg_ctl", "-D", Data, "-m", mode, "-w", "stop");
        Up();
    }

    public void Dispose()
    {
        Control("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private void Up() => Control("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200"), "start");

    private void Control(string program, params string[] arguments)
    {
        // PostgreSQL refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", Path.Combine(_bin, program)] : [Path.Combine(_bin, program)];
        Run(command[0], [.. command[1..], .. arguments]);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string? Bin() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).LastOrDefault(Directory.Exists)
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
