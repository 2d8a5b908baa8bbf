using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AutopilotReset.Engine.Inventory.Records;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>Writes the values of an entry's properties into its record. A value of another type than the property's is left out.</summary>
internal sealed class ValueParser(InventorySource source)
{
    private readonly RecordWriter _action = new();
    private readonly byte[] _text = new byte[LongestUnescaped];

    private const int LongestUnescaped = 16 * 1024;
    private const int LongestId = 256;

    public RecordWriter Records { get; } = new();

    /// <returns>The text's bytes; empty for every other kind.</returns>
    public ReadOnlySpan<byte> Value(ref JsonCursor cursor, Property property)
    {
        if (cursor.Take("null"u8))
            return default;
        switch (property.Kind)
        {
            case PropertyKind.Text when cursor.TakeText(out var text):
                return Text(text, property.Field);
            case PropertyKind.Number when cursor.TakeNumber(out var number):
                Records.Number(property.Field, number);
                return default;
            case PropertyKind.Flag when cursor.Take("true"u8):
                Records.Flag(property.Field, true);
                return default;
            case PropertyKind.Flag when cursor.Take("false"u8):
                Records.Flag(property.Field, false);
                return default;
            case PropertyKind.Actions when cursor.Take("[]"u8):
                return default;
            case PropertyKind.Hardware when Hardware(ref cursor, property.Field):
                return default;
            default:
                var reader = cursor.Reader();
                var value = Value(ref reader, property);
                cursor.Advance(reader);
                return value;
        }
    }

    /// <summary>A text without escapes as the property's value.</summary>
    /// <returns><c>false</c> where the JSON reader has to look at it.</returns>
    public bool TryText(Property property, ReadOnlySpan<byte> text, ref Guid id)
    {
        switch (property.Kind)
        {
            case PropertyKind.Text:
                Text(text, property.Field);
                return true;
            case PropertyKind.Id:
                var key = Id(text, property.Field);
                id = property.Field == Field.Id ? key : id;
                return true;
            case PropertyKind.Time when JsonTime.TryRead(text, out var ticks):
                Records.Number(property.Field, ticks);
                return true;
            default:
                return false;
        }
    }

    /// <summary>An id that is no plain text: escaped, <c>null</c>, or none at all.</summary>
    public void Id(ref JsonCursor cursor, Property property, ref Guid id)
    {
        var reader = cursor.Reader();
        var key = Guid.Empty;
        if (reader.TokenType == JsonTokenType.String)
            key = Id(Unescaped(ref reader), property.Field);
        else
            reader.Skip();
        cursor.Advance(reader);
        id = property.Field == Field.Id ? key : id;
    }

    private ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader reader, Property property)
    {
        switch (property.Kind)
        {
            case PropertyKind.Text when reader.TokenType == JsonTokenType.String:
                return Text(Unescaped(ref reader), property.Field);
            case PropertyKind.Time when reader.TokenType == JsonTokenType.String:
                if (reader.TryGetDateTimeOffset(out var time) && time.Year > 1)
                    Records.Time(property.Field, time);
                return default;
            case PropertyKind.Number when reader.TokenType == JsonTokenType.Number:
                if (reader.TryGetInt64(out var number))
                    Records.Number(property.Field, number);
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

    /// <summary>A list of plain texts; anything else leaves cursor and record as they were.</summary>
    private bool Hardware(ref JsonCursor cursor, Field field)
    {
        var before = cursor;
        var length = Records.Length;
        if (cursor.Take("[]"u8))
            return true;
        if (!cursor.Take("["u8))
            return false;
        do
        {
            if (!cursor.TakeText(out var id))
            {
                cursor = before;
                Records.CutTo(length);
                return false;
            }

            if (HardwareIds.Is(id))
                Records.Text(field, id);
        }
        while (cursor.More(']'));
        return true;
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
            Records.Text(field, id);
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

        Records.Bytes(field, _action.Written);
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text, Field field)
    {
        if (!text.IsEmpty)
            Records.Text(field, text);
        return text;
    }

    private Guid Id(ReadOnlySpan<byte> id, Field field)
    {
        if (id.IsEmpty)
            return Guid.Empty;
        if (Utf8Parser.TryParse(id, out Guid guid, out var used, 'D') && used == id.Length)
        {
            if (guid != Guid.Empty)
                Records.Id(field, guid);
            return guid;
        }

        if (id.Length > LongestId)
            throw new JsonException($"An id of {source.Stage} is {id.Length} bytes long.");
        return Records.Id(field, id);
    }

    /// <summary>The text's bytes; a text longer than any we keep is cut.</summary>
    private ReadOnlySpan<byte> Unescaped(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        if (reader.ValueSpan.Length <= _text.Length)
            return _text.AsSpan(0, reader.CopyString(_text));
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }
}
