using System.Reflection;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Simulator.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Tests.Simulator.Cast;

/// <summary>Every row of the rules is played by somebody of the cast, and those who are there to be reset can be.</summary>
public class CastVerdictTests
{
    /// <summary>Reasons that come from the console's own state or from unreadable facts, which no device can play.</summary>
    private static readonly string[] _notDevices =
    [
        ReasonCodes.FactsNotRead, ReasonCodes.AccountStateUnknown, ReasonCodes.OpenOrder, ReasonCodes.ArmedOrder, ReasonCodes.UnrecognisedAction,
        ReasonCodes.BuildUnknown, ReasonCodes.OwnerTypeUnknown, ReasonCodes.ProtectedListUnreadable, ReasonCodes.OnHold, ReasonCodes.NeverCheckedIn,
    ];

    private static readonly string[] _toBeReset =
    [
        "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05", "NB-ANEW", "NB-DRAWER", "NB-OFFLINE", "NB-WINRE", "NB-BATTERY", "NB-DONE-ONLY",
        "NB-NO-DONE", "NB-NO-RESULTS", "NB-SILENT", "NB-USER-STAYS", "NB-OWNER-STAYS", "NB-SAME-USER", "NB-RENAMED", "NB-REASSIGNED", "NB-REPLACED", "NB-SHARED",
        "NB-PRO", "NB-EDU",
    ];

    [Fact]
    public void Cast_DevicesMeantToBeReset_AreReadyWithoutAnyReason() => Look(view =>
    {
        foreach (var key in _toBeReset) Assert.Equal((key, ""), (key, string.Join(", ", Reset(view, key).Reasons.Select(r => r.Code))));
    });

    [Theory]
    [InlineData("NB-HYBRID-01", Verdict.Refused, ReasonCodes.HybridJoined)]
    [InlineData("NB-HYBRID-SYNC", Verdict.Refused, ReasonCodes.HybridJoined)]
    [InlineData("NB-HYBRID-BETA", Verdict.Refused, ReasonCodes.HybridJoined)]
    [InlineData("NB-REGISTERED", Verdict.Refused, ReasonCodes.RegisteredOnly)]
    [InlineData("NB-JOIN-UNKNOWN", Verdict.Refused, ReasonCodes.JoinTypeUnknown)]
    [InlineData("NB-JOIN-CLASH", Verdict.Refused, ReasonCodes.JoinTypesDisagree)]
    [InlineData("NB-ENTRA-ONLY", Verdict.Refused, ReasonCodes.NotInIntune)]
    [InlineData("NB-AP-ONLY", Verdict.Refused, ReasonCodes.NotInIntune)]
    [InlineData("NB-NO-ENTRA", Verdict.Refused, ReasonCodes.NoEntraObject)]
    [InlineData("NB-TWIN-ZTD", Verdict.Refused, ReasonCodes.SeveralEntraObjects)]
    [InlineData("NB-TWIN-HW", Verdict.Refused, ReasonCodes.SeveralEntraObjects)]
    [InlineData("NB-COMANAGED", Verdict.Attention, ReasonCodes.CoManaged)]
    [InlineData("NB-TENANT-ATTACH", Verdict.Refused, ReasonCodes.ManagementAgent)]
    [InlineData("NB-OTHER-MDM", Verdict.Refused, ReasonCodes.OtherMdm)]
    [InlineData("SRV-DEFENDER", Verdict.Refused, ReasonCodes.ServerOs)]
    [InlineData("SRV-MDM", Verdict.Refused, ReasonCodes.ServerOs)]
    [InlineData("NB-RETIRE-PEND", Verdict.Refused, ReasonCodes.ManagementState)]
    [InlineData("NB-WIPE-PEND", Verdict.Refused, ReasonCodes.OpenAction)]
    [InlineData("NB-OPEN-ORDER", Verdict.Refused, ReasonCodes.OpenAction)]
    [InlineData("NB-DISABLED", Verdict.Refused, ReasonCodes.AccountDisabled)]
    [InlineData("NB-PERSONAL", Verdict.Refused, ReasonCodes.Personal)]
    [InlineData("NB-THREAT", Verdict.Refused, ReasonCodes.ThreatState)]
    [InlineData("NB-COMPROMISED", Verdict.Refused, ReasonCodes.ThreatState)]
    [InlineData("NB-DEVICE-PREP", Verdict.Attention, ReasonCodes.DevicePreparation)]
    [InlineData("NB-NOT-AP", Verdict.Attention, ReasonCodes.NotInAutopilot)]
    [InlineData("CPC-LENA-01", Verdict.Refused, ReasonCodes.CloudPc)]
    [InlineData("AVD-HOST-01", Verdict.Refused, ReasonCodes.MultiSession)]
    [InlineData("VM-HYPERV", Verdict.Release, ReasonCodes.VirtualMachine)]
    [InlineData("VM-VMWARE", Verdict.Release, ReasonCodes.VirtualMachine)]
    [InlineData("HOLO-01", Verdict.Refused, ReasonCodes.HoloLens)]
    [InlineData("HUB-01", Verdict.Refused, ReasonCodes.SurfaceHub)]
    [InlineData("MTR-01", Verdict.Release, ReasonCodes.SpecialPurpose)]
    [InlineData("KIOSK-01", Verdict.Release, ReasonCodes.SelfDeploying)]
    [InlineData("SIGNAGE-01", Verdict.Release, ReasonCodes.SelfDeploying)]
    [InlineData("NB-HOME", Verdict.Refused, ReasonCodes.EditionUnsupported)]
    [InlineData("NB-SE", Verdict.Refused, ReasonCodes.EditionUnsupported)]
    [InlineData("NB-NO-EDITION", Verdict.Attention, ReasonCodes.EditionUnknown)]
    [InlineData("NB-OLD-BUILD", Verdict.Refused, ReasonCodes.BuildTooOld)]
    [InlineData("NB-WIN10", Verdict.Attention, ReasonCodes.Windows10)]
    [InlineData("NB-LTSC", Verdict.Attention, ReasonCodes.LongTermServicing)]
    [InlineData("MAC-01", Verdict.Refused, ReasonCodes.NotWindows)]
    [InlineData("IPHONE-01", Verdict.Refused, ReasonCodes.NotWindows)]
    [InlineData("NB-STALE-20", Verdict.Release, ReasonCodes.CheckInStale)]
    [InlineData("NB-STALE-45", Verdict.Refused, ReasonCodes.CheckInTooOld)]
    [InlineData("NB-CERT-PAST", Verdict.Refused, ReasonCodes.CertificateExpired)]
    [InlineData("NB-IN-USE", Verdict.Attention, ReasonCodes.InUse)]
    [InlineData("NB-DUP-SERIAL-A", Verdict.Attention, ReasonCodes.SerialShared)]
    [InlineData("NB-ADA", Verdict.Refused, ReasonCodes.Protected)]
    public void Cast_Member_HasTheVerdictItIsThereFor(string key, Verdict verdict, string code) => Look(view =>
    {
        var judgement = Reset(view, key);
        Assert.Contains(code, judgement.Reasons.Select(r => r.Code));
        Assert.Equal(verdict, judgement.Verdict);
    });

    [Fact]
    public void Cast_AsAWhole_PlaysEveryReasonOfTheRules() => Look(view =>
    {
        var played = view.Devices.Where(d => d.Role is not null).SelectMany(d => Both(view, d)).Select(r => r.Code).ToHashSet();
        var all = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal([], all.Except(_notDevices).Except(played));
    });

    private static Judgement Reset(FleetView view, string key) => ResetEligibility.Judge(CastFacts.Of(view.Find(key)!, view), Context(view));

    private static IEnumerable<Reason> Both(FleetView view, PracticeDevice device)
    {
        var facts = CastFacts.Of(device, view);
        return ResetEligibility.Judge(facts, Context(view)).Reasons.Concat(WipeEligibility.Judge(facts, Context(view)).Reasons);
    }

    private static EligibilityContext Context(FleetView view) => new()
    {
        Now = view.Now,
        Protected = new ProtectedDevices
        {
            UserIds = view.Users.Where(u => u.Department == "IT").Select(u => u.Id).ToHashSet(StringComparer.OrdinalIgnoreCase),
        },
    };

    private static void Look(Action<FleetView> look)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var personas = new AutopilotReset.Simulator.Entra.PersonaBook(1, "tenant").AsUsers();
        var store = new FleetStore(FleetGenerator.Generate(1, 0, time.GetUtcNow(), personas), 1, time);
        store.Change(look);
    }
}
