using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>People and consents as they are kept.</summary>
internal static class Knobs
{
    public static KeptKnobs Of(PersonaBook personas, ConsentBook consents) => new(
        [.. personas.All.Select(p => new KeptPersona(p.Name, p.Roles, p.EmitsWids, p.RolesReadable, p.Disabled, p.MfaRequired, p.RevokedAt, p.ChallengedAt))],
        [.. consents.Everybody], [.. consents.Application], [.. consents.Own.Select(o => new KeptGrant(o.Oid, o.Scope))]);

    public static void Restore(KeptKnobs knobs, PersonaBook personas, ConsentBook consents)
    {
        foreach (var kept in knobs.Personas)
        {
            if (personas.Find(kept.Name) is not { } persona) continue;
            persona.Roles = [.. kept.Roles];
            (persona.EmitsWids, persona.RolesReadable, persona.Disabled, persona.MfaRequired) = (kept.EmitsWids, kept.RolesReadable, kept.Disabled, kept.MfaRequired);
            (persona.RevokedAt, persona.ChallengedAt) = (kept.RevokedAt, kept.ChallengedAt);
        }
        consents.Restore(knobs.Everybody, knobs.Application, knobs.Own.Select(o => (o.Oid, o.Scope)));
    }
}
