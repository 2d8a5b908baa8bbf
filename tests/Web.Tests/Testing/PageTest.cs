using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace AutopilotReset.Web.Tests.Testing;

/// <summary>
/// A page with the console contract faked and somebody signed in. The clock stands still until a test moves it;
/// scripts answer with defaults. An operator is signed in unless <see cref="SignIn"/> says otherwise before the page is rendered.
/// </summary>
public abstract class PageTest : BunitContext
{
    protected PageTest()
    {
        Catalogue = new FakeDeviceCatalogue(Time);
        Desk = new FakeResetDesk(Time, Catalogue);
        Trail = new FakeAuditTrail(Time);
        Overview = new FakeOverview(Time);
        Guards = new FakeGuardRoom(Time);
        Notifications = new FakeNotificationRoom(Time);
        Filters = new FakeSavedFilters(Time);
        Schedules = new FakeScheduleRoom(Time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddMudServices();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<AdminFromClaims>(CurrentAdmin.FromPlainClaims);
        Services.AddScoped<CurrentAdmin>();
        Services.AddScoped<PageClock>();
        Services.AddScoped<CircuitExit>();
        Services.AddDistributedMemoryCache();
        Services.AddScoped<Drafts>();
        Services.AddSingleton<IDeviceCatalogue>(Catalogue);
        Services.AddSingleton<ISavedFilters>(Filters);
        Services.AddSingleton<IScheduleRoom>(Schedules);
        Services.AddSingleton<IResetDesk>(Desk);
        Services.AddSingleton<IAuditTrail>(Trail);
        Services.AddSingleton<IOverview>(Overview);
        Services.AddSingleton<IGuardRoom>(Guards);
        Services.AddSingleton<IChangeFeed>(Feed);
        Services.AddSingleton<INotificationRoom>(Notifications);
        Authorization = AddAuthorization();
        SignIn(People.Operator);
    }

    internal FakeDeviceCatalogue Catalogue { get; }

    internal FakeResetDesk Desk { get; }

    internal FakeAuditTrail Trail { get; }

    internal FakeOverview Overview { get; }

    internal FakeGuardRoom Guards { get; }

    internal FakeNotificationRoom Notifications { get; }

    internal FakeSavedFilters Filters { get; }

    internal FakeScheduleRoom Schedules { get; }

    internal FakeChangeFeed Feed { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero));

    protected BunitAuthorizationContext Authorization { get; }

    protected BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    /// <summary>Path and query of the page now.</summary>
    protected string Address => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    protected void SignIn(Admin admin)
    {
        Authorization.SetAuthorized(admin.Name);
        Authorization.SetClaims(ClaimsOf.For(admin));
    }
}
