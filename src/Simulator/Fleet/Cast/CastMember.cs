namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>People whom the cast needs.</summary>
internal sealed record CastPeople(IReadOnlyList<PracticeUser> People, IReadOnlyList<PracticeUser> Personas, PracticeUser Strange);

/// <summary>One named device, what it is there for, and what differs from an orderly laptop.</summary>
/// <param name="Key">Its name at birth.</param>
/// <param name="Role">What it shows.</param>
/// <param name="Shape">The differences.</param>
internal sealed record CastMember(string Key, string Role, Action<PracticeDevice, DeviceMaker, CastPeople>? Shape = null)
{
    /// <summary>A member that differs only in how it behaves.</summary>
    public static CastMember Behaving(string key, string behaviour, string role) => new(key, role, (d, _, _) => d.Behaviour = behaviour);
}
