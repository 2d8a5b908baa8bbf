using System.Text;
using System.Text.Json;
using AutopilotReset.Engine.Inventory.Records;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// Turns one entry of a list into a compact record. Entries of a list have the same properties in the same order, so the bytes that name the next one are
/// known from the entry before: a name is compared, hardly ever looked up.
/// </summary>
internal sealed class EntryParser(InventorySource source)
{
    /// <summary>More properties than any entry has; what comes after them is looked up.</summary>
    private const int LongestShape = 64;

    private readonly ValueParser _values = new(source);
    private readonly Property[] _properties = [.. source.Properties];
    private readonly Member[] _shape = new Member[LongestShape];

    public RecordWriter Records => _values.Records;

    /// <exception cref="JsonException">This is no entry of a list, or it has no id.</exception>
    public void Parse(ref JsonCursor cursor, ParsedPage page)
    {
        page.Seen++;
        var start = Records.Begin(Field.Entry);
        var (id, windows) = Members(ref cursor);
        if (id == Guid.Empty)
            throw new JsonException($"An entry of {source.Stage} has no id.");
        if (source.Windows && !windows)
        {
            Records.CutTo(start);
            return;
        }

        Records.End(start);
        page.Starts.Add(start);
        page.Ids.Add(id);
    }

    private (Guid Id, bool Windows) Members(ref JsonCursor cursor)
    {
        var id = Guid.Empty;
        var windows = false;
        cursor.Expect('{');
        if (cursor.Take('}'))
            return default;
        var number = 0;
        do
        {
            var property = Name(ref cursor, number++);
            if (property is null)
            {
                cursor.Skip();
            }
            else if (property.Kind == PropertyKind.Id)
            {
                var key = _values.Id(ref cursor, property.Field);
                id = property.Field == Field.Id ? key : id;
            }
            else
            {
                var value = _values.Value(ref cursor, property);
                if (property.Field == Field.OperatingSystem)
                    windows = Ascii.EqualsIgnoreCase(value[..Math.Min(7, value.Length)], "Windows"u8);
            }
        }
        while (cursor.More('}'));
        return (id, windows);
    }

    /// <summary>The property that is named next, with the cursor at its value; <c>null</c> for one that is not kept.</summary>
    private Property? Name(ref JsonCursor cursor, int number)
    {
        if (number < LongestShape && _shape[number].Opening is { } opening && cursor.Take(opening))
        {
            cursor.Peek();
            return _shape[number].Property;
        }

        cursor.Peek();
        var name = cursor.Reader();
        if (name.TokenType != JsonTokenType.String)
            throw new JsonException($"An entry of {source.Stage} is not what Graph documents.");
        cursor.Advance(name);
        cursor.Expect(':');
        cursor.Peek();
        Property? found = null;
        foreach (var property in _properties)
        {
            if (name.ValueTextEquals(property.Utf8))
                found = property;
        }

        if (number < LongestShape && !name.ValueIsEscaped)
            _shape[number] = new Member([(byte)'"', .. name.ValueSpan, (byte)'"', (byte)':'], found);
        return found;
    }

    /// <summary>A property as it stood at its place in the entry before: its name with quotes and colon.</summary>
    private readonly record struct Member(byte[] Opening, Property? Property);
}
