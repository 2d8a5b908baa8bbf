using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>
/// Counts a person's circuits, keeps each to the person who opened it, and drops every event that arrives after the page was closed: the browser may send some before it moves.
/// </summary>
internal sealed class AccessCircuitHandler(AuthenticationStateProvider authentication, OpenCircuits open, CircuitExit exit) : CircuitHandler
{
    private string? _owner;

    /// <exception cref="InvalidOperationException">Nobody is signed in; the framework ends this circuit.</exception>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated != true)
            throw new InvalidOperationException("A page needs somebody signed in.");
        _owner = AdminClaims.ToAdmin(state.User).AccountId;
        if (!open.TryAdd(exit, _owner))
            await exit.LeaveAsync(new(CircuitEnd.TooMany));

        authentication.AuthenticationStateChanged += KeepToOwner;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        authentication.AuthenticationStateChanged -= KeepToOwner;
        open.Remove(exit);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => exit.Left ? Task.CompletedTask : next(context);

    /// <summary>
    /// A lost connection may be taken up again by whoever names the circuit's secret id; the framework then gives the circuit that person's identity. It closes instead.
    /// </summary>
    private async void KeepToOwner(Task<AuthenticationState> changed)
    {
        try
        {
            var user = (await changed).User;
            if (user.Identity?.IsAuthenticated == true && AdminClaims.ToAdmin(user).AccountId != _owner)
                await exit.LeaveAsync(new(CircuitEnd.AnotherPerson));
        }
        catch (Exception)
        {
            await exit.LeaveAsync(new(CircuitEnd.AnotherPerson));
        }
    }
}
