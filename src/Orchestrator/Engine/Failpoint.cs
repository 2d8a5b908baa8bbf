#if FAILPOINTS
using System.Globalization;

namespace AutopilotReset.Engine;

/// <summary>
/// Ends this process as <c>kill -9</c> does, at a named point of a send. Compiled only with <c>-p:Failpoints=true</c>, for the fault tests; what is published
/// holds neither this type nor the names of its points.
/// </summary>
internal static class Failpoint
{
    /// <summary><c>NAME:N</c>: the N-th hit of that point, counted from 1, is the last thing this process does.</summary>
    private const string Variable = "FAILPOINT";

    private static readonly (string Name, int Hit)? Armed = Parse(Environment.GetEnvironmentVariable(Variable));
    private static int _hits;

    public static void Hit(string name)
    {
        if (Armed is { } armed && armed.Name == name && Interlocked.Increment(ref _hits) == armed.Hit)
        {
            Console.Error.WriteLine($"failpoint {name}");
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
            using var never = new ManualResetEventSlim();
            never.Wait();
        }
    }

    private static (string, int)? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var parts = text.Split(':');
        return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>A request's body that tells when its last byte was handed to the network.</summary>
    internal sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _inner;

        public WatchedContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var (name, values) in inner.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await _inner.CopyToAsync(stream, context);
            await stream.FlushAsync();
            Hit("after-bytes-written");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }
    }
}
#endif
