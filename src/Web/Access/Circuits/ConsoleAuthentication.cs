using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Asks for every open page, every <see cref="SessionEnds.Interval"/>, whether its session still stands.</summary>
internal sealed class ConsoleAuthentication(ILoggerFactory logs, SessionEnds ends, CircuitExit exit) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => SessionEnds.Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authenticationState);
        if (await ends.CheckAsync(authenticationState.User, cancellationToken) is not { } end)
            return true;
        await exit.LeaveAsync(end);
        return false;
    }
}
