using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AutopilotReset.Benchmarks.Fleet;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Benchmarks.Circuits;

/// <summary>
/// A batch's page that somebody has open, without a browser: it asks for the page, opens its circuit, says what a browser would of the list in view, confirms every drawing at once, and notes when
/// which number of devices that Intune has was first to be read on it.
/// </summary>
internal sealed partial class WatchedPage : IAsyncDisposable
{
    /// <summary>More devices than are sent between two drawings: tells the number of those sent from the others on the page.</summary>
    private const int MostAtOnce = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubConnection _hub;
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    private WatchedPage(HubConnection hub) => _hub = hub;

    /// <summary>When a higher number was first read, oldest first.</summary>
    public List<(DateTimeOffset At, int Devices)> Seen { get; } = [];

    public int Drawings { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>What the console said when it ended the page, or why the connection was closed.</summary>
    public string? Fault { get; private set; }

    public static async Task<WatchedPage> OpenAsync(Visitor visitor, Uri console, string path)
    {
        var html = await visitor.PageAsync(new Uri(console, path));
        var builder = new HubConnectionBuilder().WithUrl(new Uri(console, "/_blazor"), HttpTransportType.WebSockets, options =>
        {
            options.Cookies = visitor.Cookies;
            options.Headers["Origin"] = console.GetLeftPart(UriPartial.Authority);
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        var page = new WatchedPage(builder.Build());
        await page.BeginAsync(html, console, path);
        return page;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task BeginAsync(string html, Uri console, string path)
    {
        _hub.On<long, byte[]>("JS.RenderBatch", DrawAsync);
        _hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (call, name, arguments, _, _, _) => AnswerAsync(call, name, arguments));
        _hub.On<string>("JS.Error", text => Fault = text);
        _hub.On<int, string>("JS.AttachComponent", (_, _) => { });
        _hub.On<string>("JS.EndUpdateRootComponents", _ => { });
        _hub.On<string, bool, string>("JS.EndInvokeDotNet", (_, _, _) => { });
        _hub.Closed += fault =>
        {
            Fault ??= fault?.Message ?? "closed";
            return Task.CompletedTask;
        };
        await _hub.StartAsync();
        var circuit = await _hub.InvokeAsync<string?>("StartCircuit", console.ToString(), new Uri(console, path).ToString(), "[]", "");
        if (circuit is null)
            throw new InvalidOperationException("No circuit was opened.");
        var operations = Markers(html).Select((marker, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}""");
        await _hub.SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", State().Match(html).Groups[1].Value);
        if (await Task.WhenAny(_drawn.Task, Task.Delay(Patience, TimeProvider.System)) != _drawn.Task)
            throw new InvalidOperationException($"The page was not drawn within {Patience.TotalSeconds} s: {Fault ?? "the console said nothing"}.");
    }

    private static IEnumerable<string> Markers(string html) =>
        Component().Matches(html).Select(m => m.Groups[1].Value).Where(m => JsonDocument.Parse(m).RootElement is var marker
            && marker.GetProperty("type").GetString() == "server" && marker.TryGetProperty("descriptor", out _));

    private async Task DrawAsync(long id, byte[] batch)
    {
        var now = TimeProvider.System.GetUtcNow();
        Drawings++;
        Bytes += batch.Length;
        var next = Devices().Matches(Encoding.Latin1.GetString(batch)).Select(m => int.Parse(m.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            .Where(n => n > _seen && n <= _seen + MostAtOnce).DefaultIfEmpty(0).Min();
        if (next > 0)
            Seen.Add((now, _seen = next));
        _drawn.TrySetResult();
        await _hub.SendAsync("OnRenderCompleted", id, (string?)null);
    }

    private async Task AnswerAsync(long call, string name, string arguments)
    {
        if (call != 0)
            await _hub.SendAsync("EndInvokeJSFromDotNet", call, true, Report.Of($"[{call},true,null]"));

        // The list tells its rows by what is in view: 600 pixels of it, from the first row on.
        if (name.EndsWith("Virtualize.init", StringComparison.Ordinal))
        {
            var list = JsonDocument.Parse(arguments).RootElement[0].GetProperty("__dotNetObject").GetInt64();
            await _hub.SendAsync("BeginInvokeDotNetFromJS", "1", (string?)null, "OnSpacerBeforeVisible", list, "[0,0,600]");
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Component();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    [GeneratedRegex("(?<![0-9,])([0-9]{1,3}) devices?")]
    private static partial Regex Devices();
}
