using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>A CONNECT proxy that leads Microsoft's host names to the tenant's TLS port and refuses everything else (identity.md §2, mode E).</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private ConnectProxy(TcpListener listener, int target)
    {
        _listener = listener;
        _target = target;
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static ConnectProxy Start(int port, int target)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(512);
        return new ConnectProxy(listener, target);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (_stop.IsCancellationRequested) return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            var head = await ReadHeadAsync(client);
            if (head is null) return;
            if (!IsAllowed(head))
            {
                await client.SendAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                return;
            }
            using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await client.SendAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
            var up = PumpAsync(client, server);
            var down = PumpAsync(server, client);
            await Task.WhenAny(up, down);
            // Whichever side ended, an unclean end must reach the other as one.
            if ((up.IsCompleted && !await up) || (down.IsCompleted && !await down)) client.LingerState = new LingerOption(true, 0);
            else await Task.WhenAll(up, down);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A caller that went away is not our trouble.
        }
    }

    private async Task<bool> PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
                if (read == 0) break;
                await SendAllAsync(to, buffer.AsMemory(0, read));
            }
            to.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await to.SendAsync(bytes, SocketFlags.None, _stop.Token)..];
    }

    private async Task<string?> ReadHeadAsync(Socket client)
    {
        var buffer = new byte[8192];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, _stop.Token);
            if (read == 0) return null;
            length += read;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            if (text.Contains("\r\n\r\n", StringComparison.Ordinal)) return text;
        }
        return null;
    }

    private static bool IsAllowed(string head)
    {
        var words = head[..head.IndexOf('\r', StringComparison.Ordinal)].Split(' ');
        if (words.Length < 2 || words[0] != "CONNECT") return false;
        var host = words[1].Split(':')[0];
        return MicrosoftHosts.All.Contains(host, StringComparer.OrdinalIgnoreCase);
    }
}
