using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Hosting;

/// <summary>What a failed start tells the person at the terminal: a line for each cause, no stack trace, exit code 1.</summary>
public static class StartFailure
{
    public const int ExitCode = 1;

    public static int Tell(TextWriter error, IReadOnlyList<string> causes)
    {
        error.WriteLine(causes.Count == 1 ? "The console did not start:" : $"The console did not start; {causes.Count} things are wrong:");
        foreach (var cause in causes)
            error.WriteLine("  " + cause.ReplaceLineEndings(" "));
        return ExitCode;
    }

    public static IReadOnlyList<string> CausesOf(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException { InnerExceptions.Count: > 0 } many => [.. many.InnerExceptions.SelectMany(CausesOf)],
        DbException database => [$"ConnectionStrings:Console: the database cannot be used: {database.Message}"],
        IOException { InnerException: AddressInUseException or SocketException } taken => [$"Urls: {taken.Message}"],
        SocketException socket => [$"Urls: {socket.Message}"],
        CryptographicException secret => [$"A certificate or key cannot be used: {secret.Message}"],
        _ => [failure.Message],
    };
}
