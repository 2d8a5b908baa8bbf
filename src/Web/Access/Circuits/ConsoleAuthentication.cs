using System.Data.Common;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Asks for every open page, every <see cref="SessionEnds.Interval"/>, whether its session still stands.</summary>
internal sealed partial class ConsoleAuthentication(ILoggerFactory logs, SessionEnds ends, CircuitExit exit) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private readonly ILogger _log = logs.CreateLogger<ConsoleAuthentication>();

    protected override TimeSpan RevalidationInterval => SessionEnds.Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authenticationState);
        try
        {
            if (await ends.CheckAsync(authenticationState.User, cancellationToken) is not { } end)
                return true;
            await exit.LeaveAsync(end);
            return false;
        }
        catch (DbException unreadable)
        {
            // As with an authority that does not answer: the page stays, and every command is refused by the same database.
            LogUnreadable(_log, unreadable);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether a page's session still stands could not be read.")]
    private static partial void LogUnreadable(ILogger log, Exception unreadable);
}
