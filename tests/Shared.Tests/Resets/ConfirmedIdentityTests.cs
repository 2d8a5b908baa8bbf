using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Tests.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Resets;

public class ConfirmedIdentityTests
{
    private static readonly Person Bert = new("bbbbbbbb-0000-4000-8000-00000000000b", "bert@contoso.example");
    private static readonly DateTimeOffset Enrolled = new(2025, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly ActionResult Sync = new("syncDevice", "done", Clean.Now.AddDays(-2), Clean.Now.AddDays(-2));
    private static readonly DeviceFacts Confirmed = Clean.Device with { EnrolledAt = Enrolled, ActionResults = [Sync] };

    /// <summary>One changed fact, the property that notices it, and what must be said.</summary>
    public static TheoryData<string, DeviceFacts, string> Changes { get; } = new()
    {
        { nameof(ConfirmedIdentity.ManagedDeviceId), Confirmed with { ManagedDeviceId = "x" }, $"Intune id \"{Clean.ManagedId}\" → \"x\"" },
        { nameof(ConfirmedIdentity.EntraDeviceId), Confirmed with { EntraDeviceId = "X", EntraObjects = [Clean.Entra with { DeviceId = "x" }] }, $"Entra device id \"{Clean.EntraId}\" → \"X\"" },
        { nameof(ConfirmedIdentity.Name), Confirmed with { Name = "pc-0001" }, "name \"PC-0001\" → \"pc-0001\"" },
        { nameof(ConfirmedIdentity.Serial), Confirmed with { Serial = null }, "serial \"5CG1234ABC\" → nothing" },
        { nameof(ConfirmedIdentity.TrustType), Confirmed with { EntraObjects = [Clean.Entra with { TrustType = "ServerAd" }] }, "join type \"AzureAd\" → \"ServerAd\"" },
        { nameof(ConfirmedIdentity.PrimaryUserId), Confirmed with { Holders = new Holders([], [Clean.Anna]) }, $"primary user \"{Clean.Anna.Id}\" → nothing" },
        { nameof(ConfirmedIdentity.OwnerId), Confirmed with { Holders = new Holders([Clean.Anna], [Bert]) }, $"owner \"{Clean.Anna.Id}\" → \"{Bert.Id}\"" },
        { nameof(ConfirmedIdentity.OwnerType), Confirmed with { OwnerType = "personal" }, "owner type \"company\" → \"personal\"" },
        { nameof(ConfirmedIdentity.EnrolledAt), Confirmed with { EnrolledAt = Enrolled.AddSeconds(1) }, "enrolment date 2025-11-24 09:00:00Z → 2025-11-24 09:00:01Z" },
        { nameof(ConfirmedIdentity.ManagementState), Confirmed with { ManagementState = "wipePending" }, "management state \"managed\" → \"wipePending\"" },
        { nameof(ConfirmedIdentity.ManagementAgent), Confirmed with { ManagementAgent = "msSense" }, "management agent \"mdm\" → \"msSense\"" },
        { nameof(ConfirmedIdentity.AccountEnabled), Confirmed with { EntraObjects = [Clean.Entra with { AccountEnabled = false }] }, "account enabled \"True\" → \"False\"" },
        {
            nameof(ConfirmedIdentity.LatestAction),
            Confirmed with { ActionResults = [Sync, new ActionResult("wipe", "pending", Clean.Now, null)] },
            "latest action \"syncDevice done\" (2026-06-10 09:00:00Z, updated 2026-06-10 09:00:00Z) → \"wipe pending\" (2026-06-12 09:00:00Z, updated nothing)"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void DifferencesTo_OneFactChanged_NamesOldAndNew(string property, DeviceFacts now, string expected)
    {
        Assert.NotNull(typeof(ConfirmedIdentity).GetProperty(property));
        Assert.Equal([expected], ConfirmedIdentity.From(Confirmed).DifferencesTo(ConfirmedIdentity.From(now)));
    }

    [Fact]
    public void DifferencesTo_EveryProperty_IsInTheTableAbove()
    {
        var tested = Changes.Select(row => row.Data.Item1).Order(StringComparer.Ordinal);
        Assert.Equal(typeof(ConfirmedIdentity).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal), tested);
    }

    [Fact]
    public void DifferencesTo_SameDeviceReadAgain_IsEmpty()
    {
        var later = Confirmed with { ReadAt = Clean.Now.AddMinutes(5), LastCheckIn = Clean.Now.AddMinutes(4), FreeStorageBytes = 5 };
        Assert.Empty(ConfirmedIdentity.From(Confirmed).DifferencesTo(ConfirmedIdentity.From(later)));
    }

    [Fact]
    public void DifferencesTo_EverythingChanged_NamesAll()
    {
        var other = new ConfirmedIdentity { ManagedDeviceId = "a", EntraDeviceId = "b", Name = "c" };
        Assert.Equal(Changes.Count, ConfirmedIdentity.From(Confirmed).DifferencesTo(other).Count);
    }

    [Fact]
    public void From_UsersInAnotherOrder_IsTheSame()
    {
        var one = ConfirmedIdentity.From(Confirmed with { Holders = new Holders([Clean.Anna, Bert], []) });
        var other = ConfirmedIdentity.From(Confirmed with { Holders = new Holders([Bert, Clean.Anna], []) });
        Assert.Empty(one.DifferencesTo(other));
    }

    [Fact]
    public void From_HoldersNotRead_Throws() => Assert.Throws<ArgumentException>(() => ConfirmedIdentity.From(Confirmed with { Holders = null }));

    [Fact]
    public void From_NoIntuneRecord_Throws() => Assert.Throws<ArgumentException>(() => ConfirmedIdentity.From(Confirmed with { ManagedDeviceId = null }));

    [Fact]
    public void From_NoEntraDevice_Throws() => Assert.Throws<ArgumentException>(() => ConfirmedIdentity.From(Confirmed with { EntraDeviceId = null }));
}
