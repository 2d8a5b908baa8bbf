using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AutopilotReset.Tests.Simulator.Hosting;

/// <summary>The program as a process of its own.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("practice-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--console", "no-such-console.dll", "--console-port", "0", "--port", "0")]
    public async Task Start_BadArguments_SayWhyInOneLineAndFail(params string[] args)
    {
        var (code, _, errors) = await RunAsync(args);
        Assert.NotEqual(0, code);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Start_TakenPort_NamesItInOneLineAndFails()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, _, errors) = await RunAsync("--no-console", "--port", $"{Math.Min(port, 65_532)}");
        Assert.NotEqual(0, code);
        Assert.Contains($"{port}", Assert.Single(errors.Trim().Split('\n')));
    }

    [Fact]
    public async Task Help_SaysEveryOption()
    {
        var (code, text, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(["--devices", "--seed", "--speed", "--data", "--port", "--no-console", "--console-port"], option => Assert.Contains(option, text));
    }

    [Fact]
    public async Task Start_WithoutConsole_BecomesReadyAndEndsWhenAsked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var process = Start("--no-console", "--port", "0", "--devices", "120");
        while (await process.StandardOutput.ReadLineAsync(Patience()) is { } line && !line.StartsWith("Ready", StringComparison.Ordinal))
        {
        }
        Assert.True(File.Exists(Path.Combine(_folder, "practice.json")));
        Assert.Equal(0, Kill(process.Id, 15));
        await process.WaitForExitAsync(Patience());
        Assert.Equal(0, process.ExitCode);
    }

    private async Task<(int Code, string Text, string Errors)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(Patience()), process.StandardError.ReadToEndAsync(Patience()));
        await process.WaitForExitAsync(Patience());
        return (process.ExitCode, await text, await errors);
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[Path.Combine(AppContext.BaseDirectory, "AutopilotReset.Simulator.dll"), "--data", _folder, .. args]) start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    private static CancellationToken Patience() =>
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token).Token;

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
