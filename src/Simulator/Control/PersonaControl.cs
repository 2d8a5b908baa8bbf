using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Control;

/// <summary>The knobs of people and of consent.</summary>
internal sealed class PersonaControl(PersonaBook personas, ConsentBook consents, TimeProvider time, Action changed)
{
    private sealed record Change(List<string>? Roles, bool? EmitsWids, bool? RolesReadable, bool? Disabled, bool? MfaRequired, bool? Revoke, bool? Challenge, int? AuthenticatedMinutesAgo);

    private sealed record ConsentChange(List<string>? Grant, List<string>? Withdraw, List<string>? Application);

    public IEnumerable<(string, Func<ControlCall, object?>)> Routes =>
    [
        ("GET /personas", _ => personas.All),
        ("GET /personas/{name}", call => personas[call.Keys["name"]]),
        ("PATCH /personas/{name}", Patch),
        ("GET /consents", _ => Consents()),
        ("PATCH /consents", PatchConsents),
    ];

    private Persona Patch(ControlCall call)
    {
        var persona = personas[call.Keys["name"]];
        var change = call.Read<Change>();
        persona.Roles = change.Roles ?? persona.Roles;
        persona.EmitsWids = change.EmitsWids ?? persona.EmitsWids;
        persona.RolesReadable = change.RolesReadable ?? persona.RolesReadable;
        persona.Disabled = change.Disabled ?? persona.Disabled;
        persona.MfaRequired = change.MfaRequired ?? persona.MfaRequired;
        // True means "from this moment"; false takes it back.
        if (change.AuthenticatedMinutesAgo is { } minutes) persona.AuthenticatedAt = time.GetUtcNow().AddMinutes(-minutes);
        if (change.Revoke is { } revoke) persona.RevokedAt = revoke ? time.GetUtcNow() : null;
        if (change.Challenge is { } challenge) persona.ChallengedAt = challenge ? time.GetUtcNow() : null;
        changed();
        return persona;
    }

    private object PatchConsents(ControlCall call)
    {
        var change = call.Read<ConsentChange>();
        foreach (var scope in change.Grant ?? []) consents.GrantToEverybody(scope);
        foreach (var scope in change.Withdraw ?? []) consents.Withdraw(scope);
        if (change.Application is { } application) consents.SetApplication(application);
        changed();
        return Consents();
    }

    private object Consents() => new
    {
        consents.Everybody,
        consents.Application,
        Own = consents.Own.Select(o => new { Persona = personas.Find(o.Oid)?.Name, o.Scope }),
    };
}
