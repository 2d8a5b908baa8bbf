using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AutopilotReset.Engine.Inventory.Records;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// Turns a page of Graph's JSON into compact records without an object or a string per property.
/// The page's records stand in memory that the next page is parsed into.
/// A page that is cut off, has no <c>value</c>, or an entry without an id is refused whole.
/// </summary>
internal sealed class PageParser(InventorySource source)
{
    private readonly RecordWriter _records = new();
    private readonly RecordWriter _action = new();
    private readonly byte[] _text = new byte[LongestUnescaped];
    private readonly Property[] _properties = [.. source.Properties];
    private int _expected;

    private const int LongestUnescaped = 16 * 1024;
    private const int LongestId = 256;

    /// <exception cref="JsonException">The page is no complete answer of Graph's.</exception>
    public ParsedPage Parse(ReadOnlySpan<byte> json)
    {
        var page = new ParsedPage();
        _records.Clear();
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject);
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                found = true;
                Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    Entry(ref reader, page);
            }
            else if (reader.ValueTextEquals("@odata.nextLink"u8))
            {
                reader.Read();
                page.NextLink = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        if (!found || reader.TokenType != JsonTokenType.EndObject)
            throw new JsonException($"A page of {source.Stage} has no \"value\".");
        page.Bytes = _records.Memory;
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

    private void Entry(ref Utf8JsonReader reader, ParsedPage page)
    {
        page.Entries++;
        var start = _records.Length;
        var (id, windows) = Fields(ref reader);
        if (id == Guid.Empty)
            throw new JsonException($"An entry of {source.Stage} has no id.");
        if (source.Windows && !windows)
        {
            _records.CutTo(start);
            return;
        }

        page.Starts.Add(start);
        page.Ids.Add(id);
    }

    private (Guid Id, bool Windows) Fields(ref Utf8JsonReader reader)
    {
        var id = Guid.Empty;
        var windows = false;
        _expected = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = Find(ref reader);
            reader.Read();
            if (property is null)
            {
                reader.Skip();
                continue;
            }

            if (property.Kind == PropertyKind.Id && reader.TokenType == JsonTokenType.String)
            {
                var key = Id(ref reader, property.Field);
                id = property.Field == Field.Id ? key : id;
                continue;
            }

            var value = Value(ref reader, property);
            if (property.Field == Field.OperatingSystem)
                windows = Ascii.EqualsIgnoreCase(value[..Math.Min(7, value.Length)], "Windows"u8);
        }

        return (id, windows);
    }

    /// <summary>Properties come in the same order in every entry, so the next one is usually the one after the last.</summary>
    private Property? Find(ref Utf8JsonReader reader)
    {
        var all = _properties;
        for (var i = 0; i < all.Length; i++)
        {
            var at = _expected + i < all.Length ? _expected + i : _expected + i - all.Length;
            if (!(reader.ValueIsEscaped ? reader.ValueTextEquals(all[at].Utf8) : reader.ValueSpan.SequenceEqual(all[at].Utf8)))
                continue;
            _expected = at + 1 < all.Length ? at + 1 : 0;
            return all[at];
        }

        return null;
    }

    private ReadOnlySpan<byte> Value(ref Utf8JsonReader reader, Property property)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        switch (property.Kind)
        {
            case PropertyKind.Text when reader.TokenType == JsonTokenType.String:
                return Text(ref reader, property.Field);
            case PropertyKind.Time when reader.TokenType == JsonTokenType.String:
                if (reader.TryGetDateTimeOffset(out var time) && time.Year > 1)
                    _records.Time(property.Field, time);
                return default;
            case PropertyKind.Number when reader.TokenType == JsonTokenType.Number:
                if (reader.TryGetInt64(out var number))
                    _records.Number(property.Field, number);
                return default;
            case PropertyKind.Flag when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                _records.Flag(property.Field, reader.TokenType == JsonTokenType.True);
                return default;
            case PropertyKind.Hardware when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    HardwareId(ref reader, property.Field);
                return default;
            case PropertyKind.Actions when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    Action(ref reader, property.Field);
                return default;
            default:
                reader.Skip();
                return default;
        }
    }

    private void HardwareId(ref Utf8JsonReader reader, Field field)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return;
        }

        var id = Unescaped(ref reader);
        if (HardwareIds.Is(id))
            _records.Text(field, id);
    }

    private void Action(ref Utf8JsonReader reader, Field field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        _action.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var part = reader.ValueTextEquals("actionName"u8) ? Field.ActionName
                : reader.ValueTextEquals("actionState"u8) ? Field.ActionState
                : reader.ValueTextEquals("startDateTime"u8) ? Field.ActionStarted
                : reader.ValueTextEquals("lastUpdatedDateTime"u8) ? Field.ActionUpdated
                : Field.None;
            reader.Read();
            if (part is Field.ActionName or Field.ActionState && reader.TokenType == JsonTokenType.String)
                _action.Text(part, Unescaped(ref reader));
            else if (part is Field.ActionStarted or Field.ActionUpdated && reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var at) && at.Year > 1)
                _action.Time(part, at);
            else
                reader.Skip();
        }

        _records.Bytes(field, _action.Written);
    }

    private ReadOnlySpan<byte> Text(ref Utf8JsonReader reader, Field field)
    {
        var text = Unescaped(ref reader);
        if (!text.IsEmpty)
            _records.Text(field, text);
        return text;
    }

    private Guid Id(ref Utf8JsonReader reader, Field field)
    {
        var id = Unescaped(ref reader);
        if (id.IsEmpty)
            return Guid.Empty;
        if (Utf8Parser.TryParse(id, out Guid guid, out var used, 'D') && used == id.Length)
        {
            if (guid != Guid.Empty)
                _records.Id(field, guid);
            return guid;
        }

        if (id.Length > LongestId)
            throw new JsonException($"An id of {source.Stage} is {id.Length} bytes long.");
        return _records.Id(field, id);
    }

    /// <summary>The text's bytes; a text longer than any we keep is cut.</summary>
    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        if (reader.ValueSpan.Length <= _text.Length)
            return _text.AsSpan(0, reader.CopyString(_text));
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new JsonException($"A page of {source.Stage} is not what Graph documents: {type} expected at byte {reader.BytesConsumed}.");
    }
}
