using System.Security.Claims;
using AutopilotReset.PagesPreview;
using AutopilotReset.Web.Access.Circuits;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Microsoft.AspNetCore.Authentication;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Urls"] = builder.Configuration["Urls"] ?? "http://localhost:5099",
    ["Console:Banner"] = builder.Configuration["Console:Banner"] ?? "Practice tenant: made-up devices, nothing here is real",
});
builder.Services.AddConsolePages();
builder.Services.AddFakeConsole(TimeProvider.System, builder.Configuration.GetValue("Devices", 3412));
builder.Services.AddAuthentication(FixedPerson.Scheme).AddScheme<AuthenticationSchemeOptions, FixedPerson>(FixedPerson.Scheme, null);
builder.Services.AddAuthorization();
builder.Services.AddScoped<CircuitExit>();
var app = builder.Build();

// The first batch goes out in waves, the second was halted by its plan, the third waits for whoever looks to approve it, the fourth for its start, which the fifth missed.
var wanted = new BatchApproval
{
    Because = "21 devices are more than the 10 that one person may have reset alone (Guards:ApprovalAboveDevices)",
    Wanted = true,
    FrozenHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    Unusual = ["3 devices: LT-ROOM12-04 and others: checked in 12 minutes ago: somebody may be using it.", "1 device, released: LT-ROOM12-09: has not checked in for 16 days."],
};
var desk = (FakeResetDesk)app.Services.GetRequiredService<IResetDesk>();
desk.Batches.AddRange([FakeOrders.Batch(4, TimeProvider.System.GetUtcNow()), FakeOrders.Batch(5, TimeProvider.System.GetUtcNow(), BatchState.Paused)]);
desk.Adjust = detail => Enumerable.Range(1, 5).FirstOrDefault(n => FakeOrders.BatchId(n) == detail.Row.Id) switch
{
    1 => detail with { Waves = FakeOrders.Waves(TimeProvider.System.GetUtcNow().AddMinutes(25)), Sites = FakeOrders.Sites(TimeProvider.System.GetUtcNow()) },
    2 => detail with { Waves = FakeOrders.Waves(null) with { HaltedBecause = "2 devices failed or stalled; the plan bears 1 (5 %).", WaitsFor = null, Failures = 2 } },
    3 => detail with { Row = detail.Row with { State = BatchState.Running, WaitsForApproval = true }, Approval = wanted, Sites = FakeOrders.Sites(TimeProvider.System.GetUtcNow()) },
    4 => detail with { Row = detail.Row with { Timing = FakeOrders.Timing(TimeProvider.System.GetUtcNow().AddHours(3).AddMinutes(12)) } },
    5 => detail with { Row = detail.Row with { Timing = FakeOrders.Timing(TimeProvider.System.GetUtcNow().AddHours(-3)) with { WaitsUntil = null, Missed = true }, StateReason = "The start was missed: it was to begin Fri 27 Nov 2026 12:00 Europe/Berlin = 11:00 UTC and could not within 60 min (Guards:StartGraceMinutes). Nothing was sent. Stand for it anew to send it after all, or cancel it." } },
    _ => detail,
};
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapConsolePages();
await app.RunAsync();

namespace AutopilotReset.PagesPreview
{
    /// <summary>Everybody is the operator; <c>?as=auditor</c> in the first address, kept in a cookie, makes an auditor.</summary>
    internal sealed class FixedPerson(Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public new const string Scheme = "Fixed";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Query.TryGetValue("as", out var wanted))
                Response.Cookies.Append("as", wanted.ToString());
            var who = wanted.Count > 0 ? wanted.ToString() : Request.Cookies["as"];
            var identity = new ClaimsIdentity(ClaimsOf.For(who == "auditor" ? People.Auditor : People.Operator), Scheme, "name", ClaimTypes.Role);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)));
        }
    }
}
