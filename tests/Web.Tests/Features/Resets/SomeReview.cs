using AutopilotReset.Web.Tests.Testing.Fakes;

namespace AutopilotReset.Web.Tests.Features.Resets;

/// <summary>Reviews with the devices that a test names.</summary>
internal static class SomeReview
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    public static Guid Id { get; } = new("0190d3b4-2222-7000-8000-000000000001");

    public static Review Of(params ReviewedDevice[] devices) => new()
    {
        Id = Id,
        Kind = OrderKind.AutopilotReset,
        Total = devices.Length,
        Read = devices.Length,
        Devices = devices,
        Problems = [],
        FrozenHash = "h1",
        Guards = [],
    };

    public static ReviewedDevice Ready(string name = "LT-READY", string? serial = "5CG1READY") => Device(name, serial);

    public static ReviewedDevice Attention(string name = "LT-INUSE") => Device(name, "5CG2INUSE", FakeFleet.InUse);

    public static ReviewedDevice NeedsRelease(string name = "LT-STALE", string? released = null) => Device(name, "5CG3STALE", FakeFleet.Stale) with { ReleasedBecause = released };

    public static ReviewedDevice Hybrid(string name = "LT-HYBRID") => Device(name, "5CG4HYBRD", FakeFleet.Hybrid);

    public static ReviewedDevice Personal(string name = "LT-BYOD") => Device(name, "5CG5BYOD", FakeFleet.Personal);

    public static ReviewedDevice Unreadable(string name = "LT-GONE") => Device(name, "5CG6GONE") with { Facts = null, Error = "Graph answered 503." };

    public static ReviewedDevice Device(string name, string? serial, params Reason[] reasons) => new(
        $"i-{name.ToLowerInvariant()}", new DeviceFacts { Name = name, Serial = serial, Holders = new Holders([], []), LastCheckIn = Now.AddHours(-2) },
        name, serial, new Judgement(reasons), null, null);
}
