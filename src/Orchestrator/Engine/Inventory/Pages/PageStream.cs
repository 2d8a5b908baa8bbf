using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// The pages of one list, each parsed; the next are downloaded meanwhile. Guards against lists that loop or repeat themselves (faults.md R19).
/// </summary>
internal sealed class PageStream(GraphPages graph, InventorySource source)
{
    /// <summary>So many pages in a row without one entry are no list of devices.</summary>
    private const int EmptyPages = 50;

    private int _empty;
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>Two pages are parsed at a time while a third is downloaded. A page is valid until the next but one is asked for.</summary>
    /// <param name="from">Where an interrupted run stopped; <c>null</c> for the beginning.</param>
    /// <param name="stop">Cancels.</param>
    public async IAsyncEnumerable<ParsedPage> ReadAsync(string? from, [EnumeratorCancellation] CancellationToken stop)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        PageBuffer[] buffers = [new(), new(), new()];
        PageParser[] parsers = [new(source), new(source)];
        Task<ParsedPage>? earlier = null;
        var download = graph.ReadAsync(First(from), buffers[0], resumed: from is not null, abandon.Token);
        try
        {
            for (var number = 0; ; number++)
            {
                if (await FaultOfAsync(download) is { } fault)
                {
                    // What was parsed before it is good, and where the next sync goes on.
                    var last = earlier;
                    earlier = null;
                    if (last is not null)
                        yield return Counted(await last);
                    fault.Throw();
                }

                var (buffer, parser) = (buffers[number % buffers.Length], parsers[number % parsers.Length]);
                var next = Next(PageParser.PeekNextLink(buffer.Written));
                if (next is not null)
                    download = graph.ReadAsync(next, buffers[(number + 1) % buffers.Length], resumed: false, abandon.Token);
                var parsing = Task.Run(() => Parse(parser, buffer), CancellationToken.None);
                var before = earlier;
                earlier = parsing;
                if (before is not null)
                    yield return Counted(await before);
                if (next is not null)
                    continue;

                // No link before the values: it may stand behind them, or this is the last page.
                var page = await parsing;
                if (Next(page.NextLink) is { } late)
                    download = graph.ReadAsync(late, buffers[(number + 1) % buffers.Length], resumed: false, abandon.Token);
                earlier = null;
                yield return Counted(page);
                if (page.NextLink is null)
                    yield break;
            }
        }
        finally
        {
            await abandon.CancelAsync();
            await Quietly(download);
            await Quietly(earlier ?? Task.CompletedTask);
        }
    }

    private static async Task<ExceptionDispatchInfo?> FaultOfAsync(Task download)
    {
        try
        {
            await download;
            return null;
        }
        catch (Exception fault)
        {
            return ExceptionDispatchInfo.Capture(fault);
        }
    }

    private ParsedPage Counted(ParsedPage page)
    {
        _empty = page.Seen == 0 ? _empty + 1 : 0;
        return _empty <= EmptyPages ? page : throw new PageFaultException($"{source.Stage}: {EmptyPages} pages in a row were empty.", AfterFault.Discard);
    }

    private Uri First(string? from)
    {
        if (from is null)
            return source.First(graph.Graph);
        _links.Add(from);
        return graph.Checked(from);
    }

    private Uri? Next(string? link)
    {
        if (link is null)
            return null;
        if (!_links.Add(link))
            throw new PageFaultException($"{source.Stage}: a nextLink leads back to a page that was already read.", AfterFault.Discard);
        return graph.Checked(link);
    }

    private ParsedPage Parse(PageParser parser, PageBuffer buffer)
    {
        try
        {
            return parser.Parse(buffer.Written);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            throw new PageFaultException($"{source.Stage}: a page of {buffer.Length:N0} bytes is incomplete or no JSON of Graph's: {fault.Message}", AfterFault.Resume, fault);
        }
    }

    /// <summary>Work that nobody will look at any more must not raise its own alarm.</summary>
    private static async Task Quietly(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception) when (work.IsFaulted || work.IsCanceled)
        {
            // The fault that made us stop is the one to tell.
        }
    }
}
