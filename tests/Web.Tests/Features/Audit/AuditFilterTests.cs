using AutopilotReset.Web.Features.Audit;

namespace AutopilotReset.Web.Tests.Features.Audit;

public sealed class AuditFilterTests
{
    [Fact]
    public void RoundTrip_KeepsEverything()
    {
        var query = new AuditQuery
        {
            Text = "a=b & c",
            Actor = "ines",
            DeviceId = "d",
            BatchId = Guid.Empty,
            RequestId = Guid.Empty,
            TypePrefix = "batch.",
            From = new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.Zero),
            To = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero),
        };

        var (read, problems) = AuditFilter.Parse(AuditFilter.Format(query));

        Assert.Equal(query, read);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("?from=12/06/2026")]
    [InlineData("?to=now")]
    [InlineData("?batch=x")]
    [InlineData("?request=1")]
    [InlineData("?from=2026-06-13&to=2026-06-12")]
    public void Unreadable_IsNamed(string query) => Assert.Single(AuditFilter.Parse(query).Problems);

    [Fact]
    public void Time_WithoutZone_IsUtc() =>
        Assert.Equal(new DateTimeOffset(2026, 6, 12, 10, 15, 0, TimeSpan.Zero), AuditFilter.Parse("?from=2026-06-12T10:15").Query.From);
}
