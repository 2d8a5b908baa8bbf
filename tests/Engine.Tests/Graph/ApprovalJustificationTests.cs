using System.Text;
using AutopilotReset.Engine.Graph;

namespace AutopilotReset.Engine.Tests.Graph;

public class ApprovalJustificationTests
{
    private static readonly Guid Batch = Guid.Parse("0190d3b4-0000-7000-8000-000000000001");

    [Fact]
    public void Of_SaysWhyTheTicketAndTheBatch() =>
        Assert.Equal("Leaver, für morgen; Ticket CHG1. Autopilot Reset console, batch 0190d3b4-0000-7000-8000-000000000001.", ApprovalJustification.Of(" Leaver, für morgen ", "CHG1", Batch));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Of_WithoutAny_IsNeverEmpty(string justification) =>
        Assert.Equal($"Autopilot Reset console, batch {Batch}.", ApprovalJustification.Of(justification, null, Batch));

    [Theory]
    [InlineData("x")]
    [InlineData("ü")]
    [InlineData("€")]
    [InlineData("😀")]
    public void Of_LongerThanIntuneTakes_IsCutBetweenCharactersAndKeepsTheBatch(string one)
    {
        var text = ApprovalJustification.Of(string.Concat(Enumerable.Repeat(one, 3000)), new string('7', 900), Batch);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 900, ApprovalJustification.MostBytes);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(one + "…; Ticket", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LinesAndDirections_AreOneLine() =>
        Assert.StartsWith("a␦b␦c; ", ApprovalJustification.Of("a\nb\u202Ec", null, Batch), StringComparison.Ordinal);

    [Fact]
    public void Header_IsBase64OfUtf8() => Assert.Equal("ZsO8cg==", ApprovalJustification.Header("für"));
}
