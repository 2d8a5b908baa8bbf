using AutopilotReset.Web.Features.Resets.Request;

namespace AutopilotReset.Web.Tests.Features.Resets.Request;

public sealed class EvidenceLineTests
{
    private static readonly DateTimeOffset Then = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private static readonly Snapshot Before = new()
    {
        TakenAt = Then,
        ActionResults = [],
        Holders = new Holders([new Person("u1", "ada@contoso.example")], []),
        LastCheckIn = Then,
        EnrolledAt = Then,
        ManagementState = "managed",
    };

    [Fact]
    public void Of_HoldersNotRead_IsNoDifference()
    {
        var lines = Lines(new Observation { ReadAt = Then, RecordExists = true, LastCheckIn = Then, EnrolledAt = Then, ManagementState = "managed" });

        Assert.DoesNotContain(lines, l => l.Differs);
        Assert.Null(lines.Single(l => l.What == "Primary user").After);
    }

    [Fact]
    public void Of_NobodyAfterwards_IsADifference()
    {
        var lines = Lines(new Observation { ReadAt = Then, RecordExists = true, Holders = new Holders([], []), LastCheckIn = Then, EnrolledAt = Then, ManagementState = "managed" });

        Assert.Equal(["Primary user"], lines.Where(l => l.Differs).Select(l => l.What));
    }

    [Fact]
    public void Of_RecordGone_ClaimsNothingAboutItsFacts() =>
        Assert.All(Lines(new Observation { ReadAt = Then, RecordExists = false }), l => Assert.Null(l.After));

    private static IReadOnlyList<EvidenceLine> Lines(Observation after) => EvidenceLine.Of(Before, after, t => t.ToString("O"));
}
