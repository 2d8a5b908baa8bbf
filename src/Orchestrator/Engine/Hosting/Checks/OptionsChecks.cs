using System.Reflection;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Identity.Keys;
using AutopilotReset.Engine.Inventory;
using AutopilotReset.Engine.Schedules;
using AutopilotReset.Engine.Telemetry.Export;
using AutopilotReset.Engine.Tracking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Hosting.Checks;

/// <summary>
/// Our own sections: settings that do not exist (a cap that was mistyped would silently be the default, or none), values that cannot be read, and what the engine's
/// own validators find. Nothing of the console is composed for it, so that one mistake cannot hide another.
/// </summary>
internal static class OptionsChecks
{
    private static readonly Dictionary<string, Type[]> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        [GuardOptions.Section] = [typeof(GuardOptions), typeof(GuardNumbers)],
        ["Polling"] = [typeof(TrackingOptions)],
        ["Inventory"] = [typeof(InventoryOptions)],
        [ScheduleOptions.Section] = [typeof(ScheduleOptions)],
        [TelemetryOptions.Section] = [typeof(TelemetryOptions)],
        ["Graph"] = [typeof(GraphOptions)],
        ["Access"] = [typeof(AccessOptions)],
        ["Keys"] = [typeof(KeyOptions)],
    };

    /// <summary>Sections whose values other checks read.</summary>
    private static readonly string[] ReadElsewhere = ["Graph", "Access", "Keys"];

    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        var unreadable = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in Sections.Keys)
        {
            foreach (var setting in configuration.GetSection(section).GetChildren())
            {
                if (Find(section, setting.Key) is not { } property)
                    mistakes.Add(setting.Path, $"there is no such setting; {section} has {string.Join(", ", Settings(section).Where(p => p.CanWrite).Select(p => p.Name))}.");
                else if (!ReadElsewhere.Contains(section, StringComparer.OrdinalIgnoreCase) && !CanRead(setting, property.PropertyType))
                    unreadable.Add(setting.Path);
            }
        }

        foreach (var path in unreadable)
            mistakes.Add(path, $"\"{configuration[path]}\" cannot be read{(Expected(path) is { } expected ? $"; it must be {expected}" : "")}.");
        foreach (var line in ValidatorsFind(Without(configuration, unreadable)))
            mistakes.Add(line);
    }

    private static IEnumerable<PropertyInfo> Settings(string section) => Sections[section].SelectMany(type => type.GetProperties());

    private static PropertyInfo? Find(string section, string key) => Settings(section).FirstOrDefault(p => string.Equals(p.Name, key, StringComparison.OrdinalIgnoreCase));

    private static bool CanRead(IConfigurationSection setting, Type type)
    {
        try
        {
            setting.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Expected(string path)
    {
        var (section, key) = (path[..path.IndexOf(':', StringComparison.Ordinal)], path[(path.LastIndexOf(':') + 1)..]);
        var type = Find(section, key)!.PropertyType;
        return type == typeof(int) ? "a whole number" : type == typeof(TimeSpan) ? "a time span such as 00:05:00" : type == typeof(bool) ? "true or false" : null;
    }

    /// <summary>The same settings but those: what cannot be read stays at its default, so that its neighbours are judged all the same.</summary>
    private static IConfiguration Without(IConfiguration configuration, HashSet<string> paths) =>
        new ConfigurationBuilder().AddInMemoryCollection(configuration.AsEnumerable().Where(s => s.Value is not null && !paths.Contains(s.Key))).Build();

    private static IEnumerable<string> ValidatorsFind(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddGuards(configuration);
        services.AddInventory(configuration);
        services.AddSchedules(configuration);
        services.AddTracking(configuration);
        services.AddTelemetry(configuration);
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (Exception failure) when (failure is OptionsValidationException or AggregateException)
        {
            return StartFailure.CausesOf(failure);
        }
    }
}
