namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>One page's bytes, in memory that is used again for the next page.</summary>
internal sealed class PageBuffer
{
    /// <summary>A page of 1,000 devices is 1–2 MB; a page of this size is none of Graph's.</summary>
    public const int Longest = 256 * 1024 * 1024;

    private byte[] _bytes = new byte[1024 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <exception cref="InvalidDataException">The page is larger than <see cref="Longest"/>.</exception>
    public async Task FillAsync(Stream stream, CancellationToken stop)
    {
        Length = 0;
        while (true)
        {
            if (Length == _bytes.Length)
            {
                if (_bytes.Length >= Longest)
                    throw new InvalidDataException($"a page of more than {Longest / 1024 / 1024} MB");
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            var read = await stream.ReadAsync(_bytes.AsMemory(Length), stop);
            if (read == 0)
                return;
            Length += read;
        }
    }
}
