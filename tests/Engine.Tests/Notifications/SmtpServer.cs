using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AutopilotReset.Engine.Tests.Notifications;

/// <summary>A real mail server on loopback (Debian's python3-aiosmtpd), with STARTTLS, that puts what it takes into a Maildir.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smtp-").FullName;
    private Process? _process;

    public SmtpServer()
    {
        Port = FreePort();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        Certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), Certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    public int Port { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>Every mail taken, as it came, oldest first.</summary>
    public IReadOnlyList<string> Mails => !Directory.Exists(Inbox) ? [] : [.. Directory.GetFiles(Inbox).OrderBy(File.GetCreationTimeUtc).Select(File.ReadAllText)];

    private string Inbox => Path.Combine(_folder, "mail", "new");

    public async Task StartAsync(bool tls = true)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { UseShellExecute = false, RedirectStandardError = true };
        string[] arguments = ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", .. tls ? ["--tlscert", Path.Combine(_folder, "cert.pem"), "--tlskey", Path.Combine(_folder, "key.pem")] : Array.Empty<string>(), "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(_folder, "mail")];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        var error = new StringBuilder();
        _process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync())
        {
            if (_process.HasExited || limit.IsCancellationRequested)
                throw new InvalidOperationException($"The mail server did not start (apt-get install python3-aiosmtpd): {error}");
            await beat.WaitForNextTickAsync();
        }
    }

    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } running)
            return;
        running.Kill();
        await running.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
        Certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
