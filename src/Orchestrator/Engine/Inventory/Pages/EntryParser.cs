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
        var (id, windows) = (Guid.Empty, false);
        cursor.Expect('{');
        if (cursor.Take('}'))
            return default;
        var number = 0;
        do
        {
            if (!TryText(ref cursor, number, ref id, ref windows))
                Any(ref cursor, number, ref id, ref windows);
            number++;
        }
        while (cursor.More('}'));
        return (id, windows);
    }

    /// <summary>A member that was a text in the entry before and is one now: name, colon and opening quote are one comparison. Anything else leaves the cursor where it is.</summary>
    private bool TryText(ref JsonCursor cursor, int number, ref Guid id, ref bool windows)
    {
        if (number >= LongestShape || _shape[number].Text is not { } opening)
            return false;
        var place = cursor.Place;
        if (cursor.Take(opening) && cursor.TakeRestOfText(out var text))
        {
            var property = _shape[number].Property;
            if (property is null || _values.TryText(property, text, ref id))
            {
                windows |= property?.Field == Field.OperatingSystem && IsWindows(text);
                return true;
            }
        }

        cursor.Back(place);
        return false;
    }

    private void Any(ref JsonCursor cursor, int number, ref Guid id, ref bool windows)
    {
        var property = Name(ref cursor, number);
        if (property is null)
            cursor.Skip();
        else if (property.Kind == PropertyKind.Id)
            _values.Id(ref cursor, property, ref id);
        else if (_values.Value(ref cursor, property) is var value && property.Field == Field.OperatingSystem)
            windows = IsWindows(value);
    }

    private static bool IsWindows(ReadOnlySpan<byte> system) => Ascii.EqualsIgnoreCase(system[..Math.Min(7, system.Length)], "Windows"u8);

    /// <summary>The property that is named next, with the cursor at its value; <c>null</c> for one that is not kept.</summary>
    private Property? Name(ref JsonCursor cursor, int number)
    {
        if (number < LongestShape && _shape[number].Name is { } opening && cursor.Take(opening))
        {
            if (cursor.Peek() == (byte)'"')
                _shape[number] = _shape[number] with { Text = [.. opening, (byte)'"'] };
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
            _shape[number] = new Member([(byte)'"', .. name.ValueSpan, (byte)'"', (byte)':'], null, found);
        return found;
    }

    /// <param name="Name">A member's name as it stood at its place in the entry before, with quotes and colon.</param>
    /// <param name="Text">The same with the quote that opens its value, where it was a text.</param>
    /// <param name="Property">What it is; <c>null</c> for one that is not kept.</param>
    private readonly record struct Member(byte[] Name, byte[]? Text, Property? Property);
}
