using System.Reflection;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Eligibility;

public class RuleListTests
{
    private static readonly Type[] RuleTypes =
        [.. typeof(IEligibilityRule).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IEligibilityRule)))];

    private static readonly RuleTests[] TestClasses =
        [.. typeof(RuleTests).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RuleTests))).Select(t => (RuleTests)Activator.CreateInstance(t)!)];

    [Fact]
    public void EveryRule_HasATestClassOfItsOwn_WithTests()
    {
        Assert.True(RuleTypes.Length > 30, $"Only {RuleTypes.Length} rules found.");
        Assert.All(RuleTypes, rule =>
        {
            var tests = TestClasses.SingleOrDefault(t => t.Rule.GetType() == rule);
            Assert.True(tests is not null, $"{rule.Name} has no test class.");
            var own = tests.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Count(m => m.GetCustomAttributes().Any(a => a is FactAttribute));
            Assert.True(own > 0, $"{tests.GetType().Name} has no test of its own.");
        });
    }

    [Fact]
    public void EveryRule_IsJudgedOnce_WhereItsFolderSays()
    {
        Assert.All(RuleTypes, rule =>
        {
            var forReset = ResetEligibility.Rules.Count(r => r.GetType() == rule);
            var forWipe = WipeEligibility.Rules.Count(r => r.GetType() == rule);
            var expected = rule.Namespace!.Split('.')[^1] switch { "Common" => (1, 1), "Reset" => (1, 0), "Wipe" => (0, 1), _ => (-1, -1) };
            Assert.Equal((rule.Name, expected), (rule.Name, (forReset, forWipe)));
        });
    }

    [Fact]
    public void ReasonCodes_AreTheFrozenOnes()
    {
        string[] frozen =
        [
            "facts-not-read", "not-in-intune", "not-windows", "server-os", "cloud-pc", "multi-session", "hololens", "surface-hub", "virtual-machine",
            "special-purpose", "self-deploying", "hybrid-joined", "hybrid-24-hours", "registered-only", "join-type-unknown", "join-types-disagree",
            "no-entra-object", "several-entra-objects", "account-disabled", "account-state-unknown", "serial-placeholder", "serial-shared",
            "management-agent", "other-mdm", "co-managed", "management-state", "open-action", "unrecognised-action", "open-order", "armed-order",
            "edition-unsupported", "edition-unknown", "build-too-old", "build-unknown", "windows-10", "long-term-servicing", "device-preparation",
            "personal", "owner-type-unknown", "protected", "protected-list-unreadable", "on-hold", "threat-state", "never-checked-in",
            "check-in-stale", "check-in-too-old", "mdm-certificate-expired", "in-use", "not-in-autopilot", "no-autopilot-profile",
            "autopilot-user-remains", "record-must-be-deleted",
        ];
        var codes = typeof(ReasonCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.Equal(codes.Count, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(frozen.Order(StringComparer.Ordinal), codes.Order(StringComparer.Ordinal));
    }
}
