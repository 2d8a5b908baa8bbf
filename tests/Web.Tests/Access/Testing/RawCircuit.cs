using System.Net.WebSockets;
using System.Text;

namespace AutopilotReset.Web.Tests.Access.Testing;

/// <summary>
/// A page's live connection without a page: a WebSocket to <c>/_blazor</c> that speaks just enough of Blazor's protocol (MessagePack, frames with a length before them)
/// to open a circuit, take one up again, and say things that no browser would.
/// </summary>
internal sealed class RawCircuit : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<byte> _received = [];
    private int _calls;

    /// <summary>Connects with the browser's cookies and shakes hands; the origin is the console's own unless another, or none (""), is given.</summary>
    /// <exception cref="WebSocketException">The console refused the connection.</exception>
    public static async Task<RawCircuit> ConnectAsync(TestConsole console, Browser browser, string? origin = null)
    {
        var circuit = new RawCircuit();
        circuit._socket.Options.Cookies = browser.Cookies;
        circuit._socket.Options.CollectHttpResponseDetails = true;
        if ((origin ?? console.Address.GetLeftPart(UriPartial.Authority)) is { Length: > 0 } stated)
            circuit._socket.Options.SetRequestHeader("Origin", stated);
        await circuit._socket.ConnectAsync(new UriBuilder(console.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Patience());
        await circuit._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Patience());
        await circuit.UntilAsync(bytes => bytes.Contains((byte)0x1e));
        return circuit;
    }

    /// <summary>Opens a circuit and draws a page of nothing on it, which is when the framework counts it as opened.</summary>
    /// <returns>Its secret id.</returns>
    public async Task<string> StartAsync(TestConsole console)
    {
        var call = await CallAsync("StartCircuit", console.Address.ToString(), console.Address.ToString(), "[]", "");
        var secret = await AnswerAsync(call) ?? throw new InvalidOperationException("No circuit was opened.");
        await CallAsync("UpdateRootComponents", """{"batchId":1,"operations":[]}""", "");
        return secret;
    }

    /// <summary>Calls a method of the hub.</summary>
    /// <returns>The call's id.</returns>
    public async Task<string> CallAsync(string method, params string[] arguments)
    {
        var id = $"{++_calls}";
        var message = new List<byte> { 0x96, 0x01, 0x80 };
        Write(message, id);
        Write(message, method);
        message.Add((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Write(message, argument);
        message.Add(0x90);
        await _socket.SendAsync(Framed(message), WebSocketMessageType.Binary, true, Patience());
        return id;
    }

    /// <summary>What the hub answered: a text, "true", "false", or <c>null</c> for an error.</summary>
    public async Task<string?> AnswerAsync(string call)
    {
        // A completion: [3, headers, id, kind, result]; kind 3 has a result, 1 an error, 2 nothing.
        var start = new List<byte> { 0x03, 0x80 };
        Write(start, call);
        var at = -1;
        await UntilAsync(bytes => (at = IndexOf(bytes, start)) >= 0 && bytes.Count > at + start.Count + 2);
        var kind = _received[at + start.Count];
        return kind == 3 ? Read(at + start.Count + 1) : kind == 2 ? "" : null;
    }

    /// <summary>Whether the console said this on the connection, or else ended it.</summary>
    public async Task<bool> HearsAsync(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        try
        {
            await UntilAsync(bytes => IndexOf(bytes, wanted) >= 0);
            return true;
        }
        catch (Exception ended) when (ended is WebSocketException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>Everything heard so far, as text.</summary>
    public string Heard => Encoding.UTF8.GetString([.. _received]);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        await Task.CompletedTask;
    }

    private async Task UntilAsync(Func<List<byte>, bool> met)
    {
        // One patience for all of it: the hub's pings go on for ever.
        var patience = Patience();
        var buffer = new byte[16 * 1024];
        while (!met(_received))
        {
            var got = await _socket.ReceiveAsync(buffer, patience);
            if (got.MessageType == WebSocketMessageType.Close)
                throw new EndOfStreamException("The console closed the connection.");
            _received.AddRange(buffer.AsSpan(0, got.Count));
        }
    }

    private string? Read(int at) => _received[at] switch
    {
        0xc2 => "false",
        0xc3 => "true",
        0xc0 => null,
        0xd9 => Encoding.UTF8.GetString([.. _received.GetRange(at + 2, _received[at + 1])]),
        0xda => Encoding.UTF8.GetString([.. _received.GetRange(at + 3, (_received[at + 1] << 8) | _received[at + 2])]),
        var head and >= 0xa0 and <= 0xbf => Encoding.UTF8.GetString([.. _received.GetRange(at + 1, head & 0x1f)]),
        var other => throw new InvalidOperationException($"Unexpected result 0x{other:x2}."),
    };

    private static void Write(List<byte> message, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < 32)
            message.Add((byte)(0xa0 | bytes.Length));
        else if (bytes.Length < 256)
            message.AddRange([0xd9, (byte)bytes.Length]);
        else if (bytes.Length < 65536)
            message.AddRange([0xda, (byte)(bytes.Length >> 8), (byte)bytes.Length]);
        else
            message.AddRange([0xdb, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length]);
        message.AddRange(bytes);
    }

    private static byte[] Framed(List<byte> message)
    {
        var frame = new List<byte>();
        var length = message.Count;
        do
        {
            frame.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. frame, .. message];
    }

    private static int IndexOf(List<byte> bytes, IReadOnlyList<byte> wanted)
    {
        for (var i = 0; i + wanted.Count <= bytes.Count; i++)
        {
            var j = 0;
            while (j < wanted.Count && bytes[i + j] == wanted[j])
                j++;
            if (j == wanted.Count)
                return i;
        }

        return -1;
    }

    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
