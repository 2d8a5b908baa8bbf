using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AutopilotReset.Web.Api;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Tests.Testing.Fakes;
using CsvHelper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Api;

public sealed class ExportEndpointsTests : IAsyncLifetime
{
    private const string Hostile = "=cmd|'/c calc'!A0";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero));
    private readonly FakeAuditTrail _trail;
    private readonly FakeResetDesk _desk;
    private readonly FakeDeviceCatalogue _catalogue;
    private WebApplication _app = null!;

    public ExportEndpointsTests()
    {
        _trail = new FakeAuditTrail(_time);
        _catalogue = new FakeDeviceCatalogue(_time);
        _desk = new FakeResetDesk(_time, _catalogue);
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IAuditTrail>(_trail);
        builder.Services.AddSingleton<IResetDesk>(_desk);
        builder.Services.AddSingleton<IDeviceCatalogue>(_catalogue);
        builder.Services.AddSingleton<AdminFromClaims>(CurrentAdmin.FromPlainClaims);
        builder.Services.AddAuthentication("Header").AddScheme<AuthenticationSchemeOptions, PersonInHeader>("Header", null);
        builder.Services.AddAuthorization();
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapExports();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/api/devices.csv")]
    [InlineData("/api/audit.csv")]
    [InlineData("/api/audit.json")]
    [InlineData("/api/requests.csv")]
    [InlineData("/api/resets/0190d3b4-0000-7000-8000-000000000001.csv")]
    [InlineData("/api/reviews/0190d3b4-0000-7000-8000-000000000001.csv")]
    public async Task Export_NobodyOrWithoutLevel_IsTurnedAwayAndReadsNothing(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, who: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(path, People.Operator with { Level = AccessLevel.None })).StatusCode);
        Assert.Empty(_trail.Calls);
        Assert.Empty(_desk.Calls);
        Assert.Empty(_catalogue.Calls);
    }

    [Fact]
    public async Task AuditCsv_HostileNames_HoldNoFormula()
    {
        _trail.Rows[0] = _trail.Rows[0] with { DeviceName = Hostile, ActorName = "@SUM(A1)", Text = "\t=1+1", Payload = "＝1" };

        var rows = Rows(await TextAsync("/api/audit.csv"));

        Assert.Equal(41, rows.Count);
        Assert.All(rows.SelectMany(r => r).Where(c => c.Length > 0), cell => Assert.DoesNotContain(cell[0], "=+-@\t\r\n\0＝＋－＠"));
        Assert.Contains("'" + Hostile, rows[1]);
    }

    [Fact]
    public async Task AuditCsv_Auditor_GetsAFileToStoreThatNobodyKeeps()
    {
        var answer = await GetAsync("/api/audit.csv", People.Auditor);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment; filename=\"audit-20261122T093000Z.csv\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task AuditJson_Query_ExportsWhatThePageShows()
    {
        using var json = JsonDocument.Parse(await TextAsync("/api/audit.json?q=LT-00008"));

        var entry = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(8, entry.GetProperty("seq").GetInt64());
        Assert.Equal(_trail.Rows[7].Payload, entry.GetProperty("payload").GetString());
        Assert.Equal(_trail.Rows[7].Hash, entry.GetProperty("hash").GetString());
    }

    [Theory]
    [InlineData("/api/audit.csv?batch=12")]
    [InlineData("/api/audit.json?from=yesterday")]
    [InlineData("/api/requests.csv?state=Sleeping")]
    [InlineData("/api/devices.csv?verdict=perhaps")]
    [InlineData("/api/devices.csv?q=LT&armed=soon")]
    public async Task Export_UnreadableFilter_IsRefusedRatherThanWidened(string path)
    {
        var answer = await GetAsync(path, People.Operator);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_trail.Calls);
        Assert.Empty(_desk.Calls);
        Assert.Empty(_catalogue.Calls);
    }

    [Fact]
    public async Task DevicesCsv_HostileNames_HoldNoFormula()
    {
        _catalogue.Rows[0] = _catalogue.Rows[0] with { Name = Hostile, User = "@SUM(A1)", Model = "\t=1+1", GroupTag = "-2" };

        var rows = Rows(await TextAsync("/api/devices.csv"));

        Assert.Equal(61, rows.Count);
        Assert.Contains(rows, r => r[0] == "'" + Hostile);
        Assert.All(rows.SelectMany(r => r).Where(c => c.Length > 0), cell => Assert.DoesNotContain(cell[0], "=+-@\t\r\n\0"));
    }

    [Fact]
    public async Task DevicesCsv_Filter_ExportsWhatThePageShowsInItsOrder()
    {
        var rows = Rows(await TextAsync("/api/devices.csv?verdict=refused&sort=serial&desc=yes&columns=serial&chosen=0190d3b4-0000-7000-8000-000000000001"));

        var wanted = _catalogue.Rows.Where(r => r.Verdict == Verdict.Refused).OrderByDescending(r => (object?)r.Serial).Select(r => r.Name).ToArray();
        Assert.Equal(wanted, rows.Skip(1).Select(r => r[0]).ToArray());
        Assert.All(rows.Skip(1), r => Assert.NotEmpty(r[3]));
    }

    [Fact]
    public async Task DevicesCsv_MoreThanAPage_ExportsAllOfThemOnce()
    {
        var some = _catalogue.Rows[0];
        _catalogue.Rows.AddRange(Enumerable.Range(0, 2300).Select(n => some with { Key = FakeFleet.Key(1000 + n) }));

        var rows = Rows(await TextAsync("/api/devices.csv"));

        Assert.Equal(2360, rows.Skip(1).Select(r => r[^1]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2361, rows.Count);
    }

    [Fact]
    public async Task DevicesCsv_InventoryChangesUnderneath_NeverEndsLikeAWholeFile()
    {
        var some = _catalogue.Rows[0];
        _catalogue.Rows.AddRange(Enumerable.Range(0, 1500).Select(n => some with { Key = FakeFleet.Key(1000 + n) }));
        _catalogue.AfterFind = () => _catalogue.Rows.RemoveAt(0);

        await Assert.ThrowsAnyAsync<Exception>(() => TextAsync("/api/devices.csv"));
    }

    [Fact]
    public async Task ResetCsv_OtherBatchInTheQuery_StillExportsTheOneInThePath()
    {
        _desk.Rows[0] = _desk.Rows[0] with { BatchId = FakeOrders.BatchId(2), Name = "OTHER" };

        var rows = Rows(await TextAsync($"/api/resets/{FakeOrders.BatchId(1)}.csv?batch={FakeOrders.BatchId(2)}"));

        Assert.Equal(27, rows.Count - 1);
        Assert.DoesNotContain(rows, r => r[0] == "OTHER");
    }

    [Fact]
    public async Task RequestsCsv_MoreThanAPage_ExportsAllOfThemOnce()
    {
        _desk.Rows.Clear();
        _desk.Rows.AddRange(Enumerable.Range(0, 1203).Select(n => FakeOrders.Request(n, _time.GetUtcNow())));

        var rows = Rows(await TextAsync("/api/requests.csv"));

        Assert.Equal(1203, rows.Skip(1).Select(r => r[13]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1204, rows.Count);
    }

    [Fact]
    public async Task ReviewCsv_ReleasedAndRefused_SaysWhatIsSentAndWhy()
    {
        var review = Features.Resets.SomeReview.Of(Features.Resets.SomeReview.NeedsRelease(released: Hostile), Features.Resets.SomeReview.Hybrid());
        _desk.Reviews[review.Id] = review with { Problems = [new SelectionProblem(3, "@nosuch", "No device has it.", [])] };

        var rows = Rows(await TextAsync($"/api/reviews/{review.Id}.csv"));

        Assert.Equal(("yes", "'" + Hostile), (rows[1][3], rows[1][4]));
        Assert.Equal("no", rows[2][3]);
        Assert.Contains("hybrid joined", rows[2][5], StringComparison.Ordinal);
        Assert.Contains("Full wipe", rows[2][6], StringComparison.Ordinal);
        Assert.Equal(("'@nosuch", "no", "No device has it."), (rows[3][0], rows[3][3], rows[3][5]));
    }

    [Fact]
    public async Task ReviewCsv_NotThere_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/api/reviews/{Guid.Empty}.csv", People.Operator)).StatusCode);

    [Fact]
    public async Task AuditCsv_FaultInTheMiddle_NeverEndsLikeAWholeFile()
    {
        _trail.Fault = new InvalidOperationException("The database is away.");

        await Assert.ThrowsAnyAsync<Exception>(() => TextAsync("/api/audit.csv"));
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Admin? who)
    {
        using var client = _app.GetTestClient();
        if (who is not null)
            client.DefaultRequestHeaders.Add("Test-Level", who.Level.ToString());
        return await client.GetAsync(path, TestContext.Current.CancellationToken);
    }

    private async Task<string> TextAsync(string path)
    {
        var answer = await GetAsync(path, People.Operator);
        answer.EnsureSuccessStatusCode();
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF');
    }

    private static List<string[]> Rows(string text)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        return rows;
    }

    private sealed class PersonInHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!Request.Headers.TryGetValue("Test-Level", out var level))
                return Task.FromResult(AuthenticateResult.NoResult());
            var admin = People.Operator with { Level = Enum.Parse<AccessLevel>(level.ToString()) };
            var identity = new ClaimsIdentity(ClaimsOf.For(admin), Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
