using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AutopilotReset.Testing.Hosting;

/// <summary>What a process can be told by its parent.</summary>
public enum ProcessSignal
{
    /// <summary>SIGINT: Ctrl+C.</summary>
    Interrupt = 2,

    /// <summary>SIGTERM: end in an orderly way.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: go on.</summary>
    Continue = 18,

    /// <summary>SIGSTOP: freeze, as a paused virtual machine does.</summary>
    Freeze = 19,
}

/// <summary>A program of ours as a process of its own, its output kept for the failure message.</summary>
public sealed class ChildProcess : IAsyncDisposable
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

    /// <summary>Everything it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Of the operating system.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="readyText">Part of the line that says so.</param>
    public static async Task<ChildProcess> StartAsync(string dll, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string readyText)
    {
        ArgumentNullException.ThrowIfNull(environment);
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

    /// <summary>As the power cord does it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal of POSIX systems.</summary>
    public void Send(ProcessSignal signal)
    {
        if (SendSignal(_process.Id, (int)signal) != 0)
            throw new InvalidOperationException($"Process {_process.Id} could not be sent {signal}: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code; 137 after SIGKILL.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        await _process.WaitForExitAsync().WaitAsync(within);
        return _process.ExitCode;
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

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
