using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Who comes next, why, and for which ticket.</summary>
public sealed partial class PlanStep
{
    private NextUser? _next;
    private string? _ticket, _justification;
    private bool _taken;

    [Parameter, EditorRequired] public required Review Review { get; set; }

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>What a ticket number must match as a whole; <c>null</c> where it is optional.</summary>
    [Parameter, EditorRequired] public required string? TicketPattern { get; set; }

    /// <summary>Goes to another step.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    /// <summary>Puts what was typed into the address.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Keep { get; set; }

    private int Sent => Review.Devices.Count(d => d.WillBeSent);

    private IReadOnlyList<string> MissingNow => ConfirmGate.OfPlan(_next, _ticket, _justification, TicketPattern);

    private NewResetAddress Planned => Address with { Next = _next, Ticket = Trimmed(_ticket), Justification = Trimmed(_justification) };

    // Taken from the address once: while somebody types, a live update must not put an older text back.
    protected override void OnParametersSet()
    {
        if (_taken)
            return;
        (_taken, _next, _ticket, _justification) = (true, Address.Next, Address.Ticket, Address.Justification);
    }

    private Task ChooseAsync(NextUser next)
    {
        _next = next;
        return KeepAsync();
    }

    private Task KeepAsync() => Keep.InvokeAsync(Planned with { Step = Step.Plan });

    private Task ContinueAsync() => MissingNow.Count > 0 ? Task.CompletedTask : Go.InvokeAsync(Planned with { Step = Step.Confirm });

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Title(NextUser next) => next switch
    {
        NextUser.SamePerson => "The same person",
        NextUser.SomebodyElse => "Somebody else",
        _ => "Nobody yet: it goes to the pool",
    };

    private string Consequence(NextUser next) => (Review.Kind, next) switch
    {
        (OrderKind.Wipe, NextUser.SamePerson) => "They set it up and enrol it again; Intune then knows it under a new id.",
        (OrderKind.Wipe, NextUser.SomebodyElse) => "Whoever sets it up next becomes primary user and owner. An Autopilot identity still assigned to the old user should be unassigned.",
        (OrderKind.Wipe, _) => "It lies there without a record in Intune until somebody sets it up.",
        (_, NextUser.SamePerson) => "The same primary user and owner afterwards count as clean.",
        (_, NextUser.SomebodyElse) => "The old primary user and owner must be gone. If one is left behind, or back again without a fresh sign-in, you get a finding to repair.",
        _ => "Primary user and owner must be empty until somebody signs in. If an old one is left behind, you get a finding to repair.",
    };
}
