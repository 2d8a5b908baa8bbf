namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Devices that matter for who holds them.</summary>
internal static class PeopleCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        new("NB-ADA", "the console user Ada's own device: protected", (d, _, p) => Shapes.Holder(d, Persona(p, "ada"))),
        new("NB-BO", "the console user Bo's own device: protected", (d, _, p) => Shapes.Holder(d, Persona(p, "bo"))),
        new("NB-VIP", "member of the group 'Never reset'"),
        new("NB-DEM", "enrolled by an enrolment manager; the primary user is somebody else", (d, _, p) =>
        {
            d.Intune!.DeviceEnrollmentType = "deviceEnrollmentManager";
            d.Intune.UserId = p.People[^1].Id;
        }),
        new("NB-BULK", "bulk-enrolled, no primary user, but an owner", (d, _, _) =>
        {
            d.Intune!.DeviceEnrollmentType = "windowsBulkUserless";
            d.Intune.PrimaryUserId = d.Intune.UserId = null;
        }),
        new("NB-HTML-USER", "its user's name tries to be HTML", (d, _, p) => Shapes.Holder(d, p.Strange)),
        new("NB-AP-USER", "its primary user is still assigned in Autopilot", (d, _, p) =>
        {
            var user = p.People.First(u => u.Id == d.Intune!.PrimaryUserId);
            d.Autopilot!.UserPrincipalName = user.UserPrincipalName;
            d.Autopilot.AddressableUserName = user.DisplayName;
        }),
    ];

    private static PracticeUser Persona(CastPeople people, string name) =>
        people.Personas.First(u => u.UserPrincipalName.StartsWith(name + "@", StringComparison.Ordinal));
}
