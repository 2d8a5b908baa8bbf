using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>Builds a trigram index in memory: per trigram (of bytes) the ascending places of the texts that have it, as differences of one or two bytes.</summary>
internal sealed class GramBuilder
{
    private const int Gram = 3;

    private readonly Postings[] _grams = new Postings[1 << InventoryGram.GramBits];

    /// <param name="place">Higher than every place before.</param>
    /// <param name="text">UTF-8, lower-case.</param>
    public void Add(int place, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i + Gram <= text.Length; i++)
            _grams[Of(text, i)].Add(place);
    }

    public IEnumerable<(long Id, byte[] Places)> Rows(long run, int segment)
    {
        for (var gram = 0; gram < _grams.Length; gram++)
        {
            if (_grams[gram].Length > 0)
                yield return (InventoryGram.IdOf(run, segment, gram), _grams[gram].Written);
        }
    }

    /// <summary>Every trigram of a text, each once.</summary>
    public static IReadOnlyCollection<int> Of(ReadOnlySpan<byte> text)
    {
        var grams = new HashSet<int>();
        for (var i = 0; i + Gram <= text.Length; i++)
            grams.Add(Of(text, i));
        return grams;
    }

    /// <summary>Appends the places of one trigram.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, List<int> into)
    {
        var place = -1;
        var at = 0;
        while (at < bytes.Length)
        {
            var (step, shift) = (0, 0);
            byte part;
            do
            {
                part = bytes[at++];
                step |= (part & 0x7F) << shift;
                shift += 7;
            }
            while (part >= 0x80);
            place += step + 1;
            into.Add(place);
        }
    }

    private static int Of(ReadOnlySpan<byte> text, int at) =>
        (int)(((text[at] * 0x9E3779B1u) ^ (text[at + 1] * 0x85EBCA77u) ^ (text[at + 2] * 0xC2B2AE3Du)) * 0x27D4EB2Fu >> (32 - InventoryGram.GramBits));

    private struct Postings
    {
        private byte[]? _bytes;

        // One more than the last place, so that a new entry begins before place 0.
        private int _next;

        public int Length { get; private set; }

        public readonly byte[] Written => _bytes.AsSpan(0, Length).ToArray();

        public void Add(int place)
        {
            var step = place - _next;
            if (step < 0)
                return;
            _next = place + 1;
            _bytes ??= new byte[16];
            if (Length + 5 > _bytes.Length)
                Array.Resize(ref _bytes, _bytes.Length * 2);
            while (step >= 0x80)
            {
                _bytes[Length++] = (byte)(step | 0x80);
                step >>= 7;
            }

            _bytes[Length++] = (byte)step;
        }
    }
}
