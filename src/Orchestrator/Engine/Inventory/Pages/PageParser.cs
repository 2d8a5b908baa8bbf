using System.Text.Json;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// Turns a page of Graph's JSON into compact records without an object or a string per property.
/// The page's records stand in memory that the next page is parsed into.
/// A page that is cut off, has no <c>value</c>, or an entry without an id is refused whole.
/// </summary>
internal sealed class PageParser(InventorySource source)
{
    private readonly EntryParser _entries = new(source);

    /// <exception cref="JsonException">The page is no complete answer of Graph's.</exception>
    public ParsedPage Parse(ReadOnlySpan<byte> json)
    {
        var page = new ParsedPage();
        _entries.Records.Clear();
        var cursor = new JsonCursor(json);
        if (!Members(ref cursor, page) || cursor.Peek() != 0 || !cursor.Rest.IsEmpty)
            throw new JsonException($"A page of {source.Stage} has no \"value\", or something follows it.");
        page.Bytes = _entries.Records.Memory;
        return page;
    }

    /// <summary>Graph writes the link before the values: found there, the next page is fetched while this one is parsed.</summary>
    public static string? PeekNextLink(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals("value"u8))
        {
            var link = reader.ValueTextEquals("@odata.nextLink"u8);
            if (!reader.Read() || !(link || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)))
                return null;
            if (link)
                return reader.GetString();
        }

        return null;
    }

    private bool Members(ref JsonCursor cursor, ParsedPage page)
    {
        var found = false;
        cursor.Expect('{');
        if (cursor.Take('}'))
            return false;
        do
        {
            cursor.Peek();
            var name = cursor.Reader();
            if (name.TokenType != JsonTokenType.String)
                throw new JsonException($"A page of {source.Stage} is not what Graph documents.");
            cursor.Advance(name);
            cursor.Expect(':');
            cursor.Peek();
            if (name.ValueTextEquals("value"u8))
            {
                found = true;
                Entries(ref cursor, page);
            }
            else if (name.ValueTextEquals("@odata.nextLink"u8))
            {
                page.NextLink = Link(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }
        while (cursor.More('}'));
        return found;
    }

    private void Entries(ref JsonCursor cursor, ParsedPage page)
    {
        cursor.Expect('[');
        if (cursor.Take(']'))
            return;
        do
            _entries.Parse(ref cursor, page);
        while (cursor.More(']'));
    }

    private string? Link(ref JsonCursor cursor)
    {
        var link = cursor.Reader();
        if (link.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            throw new JsonException($"A page of {source.Stage} has a nextLink that is no text.");
        cursor.Advance(link);
        return link.GetString();
    }
}
