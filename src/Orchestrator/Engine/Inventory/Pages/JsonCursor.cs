using System.Buffers;
using System.Text.Json;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>
/// A place in a page's JSON. Steps at once over what Graph nearly always writes: compact, no escapes, whole numbers. For everything else
/// <see cref="Utf8JsonReader"/> reads the one value that stands here, so that nothing is accepted that it would refuse.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    // What JSON escapes or forbids in a text.
    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'\\', .. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private const int LongestNumber = 18;

    private readonly ReadOnlySpan<byte> _json = json;

    // Compact JSON without any escape, as nearly every page is: its texts need not be looked through one by one.
    private readonly bool _plain = !json.ContainsAny(Special);
    private int _at;

    public readonly ReadOnlySpan<byte> Rest => _json[_at..];

    /// <summary>Where it stands, for <see cref="Back"/>.</summary>
    public readonly int Place => _at;

    public void Back(int place) => _at = place;

    /// <summary>The next byte that is no white space; 0 at the end.</summary>
    public byte Peek()
    {
        while (_at < _json.Length)
        {
            var next = _json[_at];
            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return next;
            _at++;
        }

        return 0;
    }

    /// <summary>Steps over <paramref name="expected"/> where it comes next.</summary>
    public bool Take(char expected)
    {
        if (Peek() != (byte)expected)
            return false;
        _at++;
        return true;
    }

    /// <exception cref="JsonException">Something else comes next.</exception>
    public void Expect(char expected)
    {
        if (!Take(expected))
            throw new JsonException($"'{expected}' expected at byte {_at}.");
    }

    /// <summary>After a member or an element: <c>true</c> where another follows, <c>false</c> where <paramref name="end"/> was reached.</summary>
    public bool More(char end)
    {
        if (Take(','))
            return true;
        Expect(end);
        return false;
    }

    /// <summary>Steps over exactly these bytes.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        if (!Rest.StartsWith(bytes))
            return false;
        _at += bytes.Length;
        return true;
    }

    /// <summary>A text without escapes.</summary>
    public bool TakeText(out ReadOnlySpan<byte> text)
    {
        text = default;
        return _at < _json.Length && _json[_at] == (byte)'"' && TakeRestOfText(_at + 1, out text);
    }

    /// <summary>The rest of a text without escapes whose opening quote was stepped over.</summary>
    public bool TakeRestOfText(out ReadOnlySpan<byte> text) => TakeRestOfText(_at, out text);

    private bool TakeRestOfText(int start, out ReadOnlySpan<byte> text)
    {
        var rest = _json[start..];
        var end = rest.IndexOf((byte)'"');
        if (end < 0 || !(_plain || !rest[..end].ContainsAny(Special)))
        {
            text = default;
            return false;
        }

        text = rest[..end];
        _at = start + end + 1;
        return true;
    }

    /// <summary>A whole number that fits.</summary>
    public bool TakeNumber(out long number)
    {
        number = 0;
        var at = _at;
        while (at < _json.Length && at - _at < LongestNumber && _json[at] is >= (byte)'0' and <= (byte)'9')
            number = (number * 10) + (_json[at++] - '0');
        var plain = at > _at && at < _json.Length && _json[at] is (byte)',' or (byte)'}' && (_json[_at] != (byte)'0' || at == _at + 1);
        if (plain)
            _at = at;
        return plain;
    }

    /// <summary>A reader of the value that stands here and of nothing behind it; <see cref="Advance"/> by what it read.</summary>
    public readonly Utf8JsonReader Reader()
    {
        var reader = new Utf8JsonReader(Rest);
        reader.Read();
        return reader;
    }

    public void Advance(in Utf8JsonReader read) => _at += (int)read.BytesConsumed;

    /// <summary>Steps over a value.</summary>
    public void Skip()
    {
        if (TakeText(out _) || Take("null"u8) || Take("true"u8) || Take("false"u8))
            return;
        var reader = Reader();
        reader.Skip();
        Advance(reader);
    }
}
