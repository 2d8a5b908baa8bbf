using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// The pages of one list, each parsed; the next is downloaded meanwhile. Guards against lists that loop or repeat themselves (faults.md R19).
/// </summary>
internal sealed class PageStream(GraphPages graph, InventorySource source)
{
    /// <summary>So many pages in a row without one entry are no list of devices.</summary>
    private const int EmptyPages = 50;

    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>Links already followed by an earlier, interrupted run.</summary>
    public void Followed(string link) => _links.Add(link);

    /// <param name="from">Where an interrupted run stopped; <c>null</c> for the beginning.</param>
    /// <param name="stop">Cancels.</param>
    public async IAsyncEnumerable<ParsedPage> ReadAsync(string? from, [EnumeratorCancellation] CancellationToken stop)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var parser = new PageParser(source);
        var (buffer, other) = (new PageBuffer(), new PageBuffer());
        var download = graph.ReadAsync(First(from), buffer, resumed: from is not null, abandon.Token);
        var empty = 0;
        try
        {
            while (true)
            {
                await download;
                var early = Next(PageParser.PeekNextLink(buffer.Written));
                if (early is not null)
                    download = graph.ReadAsync(early, other, resumed: false, abandon.Token);
                var page = Parse(parser, buffer);
                empty = page.Entries == 0 ? empty + 1 : 0;
                if (empty > EmptyPages)
                    throw new PageFaultException($"{source.Stage}: {EmptyPages} pages in a row were empty.", AfterFault.Discard);
                if (early is null && Next(page.NextLink) is { } late)
                    download = graph.ReadAsync(late, other, resumed: false, abandon.Token);
                yield return page;
                if (page.NextLink is null)
                    yield break;
                (buffer, other) = (other, buffer);
            }
        }
        finally
        {
            await abandon.CancelAsync();
            await Quietly(download);
        }
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
        catch (JsonException fault)
        {
            throw new PageFaultException($"{source.Stage}: a page of {buffer.Length:N0} bytes is incomplete or no JSON of Graph's: {fault.Message}", AfterFault.Resume, fault);
        }
    }

    /// <summary>A download that nobody will look at any more must not raise its own alarm.</summary>
    private static async Task Quietly(Task download)
    {
        try
        {
            await download;
        }
        catch (Exception) when (download.IsFaulted || download.IsCanceled)
        {
            // The fault that made us stop is the one to tell.
        }
    }
}
