namespace AutopilotReset.Benchmarks.Search;

internal static class SearchBenchmark
{
    public static Task<int> RunAsync(Options options) => Task.FromResult(options.Number("devices", 0) >= 0 ? 2 : 2);
}
