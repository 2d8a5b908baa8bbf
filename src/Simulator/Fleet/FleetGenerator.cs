using System.Globalization;
using AutopilotReset.Simulator.Fleet.Cast;

namespace AutopilotReset.Simulator.Fleet;

/// <summary>Makes the whole fleet from a seed: the cast first, then ordinary devices.</summary>
internal static class FleetGenerator
{
    public static FleetContent Generate(int seed, int count, DateTimeOffset epoch, IReadOnlyList<PracticeUser> personas)
    {
        var people = People.Generate(seed, Math.Max(48, count));
        var strange = People.Person(seed, "<b onmouseover=alert(1)>Robin</b>", "robin.html", "Research");
        var maker = new DeviceMaker(seed, epoch);
        var devices = WholeCast.Make(maker, new CastPeople(people, personas, strange));
        for (var i = 0; devices.Count < count; i++) devices.Add(Ordinary(maker, i, devices.Count, people));
        return new FleetContent(devices, [.. personas, strange, .. people], WholeGroups.Make(seed, devices, people));
    }

    private static PracticeDevice Ordinary(DeviceMaker maker, int number, int index, List<PracticeUser> people)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"LT-{number + 1:D5}");
        var device = maker.Laptop(key, index, people[number % people.Count]);
        var random = Ids.RandomFor(maker.Seed, key + "/kind");
        device.Behaviour = random.Next(100) switch
        {
            < 86 => "resets",
            < 92 => "resets-new-enrolment",
            < 94 => "user-left-behind",
            < 96 => "owner-left-behind",
            < 98 => "reset-without-done",
            _ => "offline",
        };
        switch (random.Next(100))
        {
            case < 5: Shapes.Hybrid(device, maker); break;
            case < 7: Shapes.Personal(device); break;
            case < 10: Shapes.Stale(device, maker, days: 15 + random.Next(60)); break;
            case < 13: Shapes.WithoutAutopilot(device); break;
            case < 15: Shapes.Shared(device); break;
        }
        return device;
    }
}
