using System.Diagnostics;
using System.Text;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>A program of ours as a process of its own, its output kept for the failure message.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(string dll, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string readyText)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(dll)!,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data, readyText);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data, readyText);
        _process.Exited += (_, _) =>
        {
            // Also waits for the last lines, which may come after the exit.
            _process.WaitForExit();
            _ready.TrySetException(new InvalidOperationException($"{dll} ended before it was ready:\n{Output}"));
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static async Task<ChildProcess> StartAsync(string dll, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string readyText)
    {
        var process = new ChildProcess(dll, arguments, environment, readyText);
        try
        {
            await process._ready.Task.WaitAsync(StartsWithin);
            return process;
        }
        catch (TimeoutException)
        {
            var heard = process.Output;
            await process.DisposeAsync();
            throw new TimeoutException($"{dll} did not say \"{readyText}\":\n{heard}");
        }
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndedAsync() => _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    /// <summary>As the power cord does it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Heard(string? line, string readyText)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.Contains(readyText, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
