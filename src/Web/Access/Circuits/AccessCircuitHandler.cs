using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>Counts a person's circuits and drops every event that arrives after the page was closed: the browser may send some before it moves.</summary>
internal sealed class AccessCircuitHandler(AuthenticationStateProvider authentication, OpenCircuits open, CircuitExit exit) : CircuitHandler
{
    /// <exception cref="InvalidOperationException">Too many pages; the framework ends this circuit.</exception>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated != true)
            throw new InvalidOperationException("A page needs somebody signed in.");
        if (!open.TryAdd(exit, AdminClaims.ToAdmin(state.User).AccountId))
            throw new InvalidOperationException($"More than {OpenCircuits.MostPerPerson} pages of one person are open.");
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Remove(exit);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => exit.Left ? Task.CompletedTask : next(context);
}
