using AutopilotReset.Shared.Audit;

namespace AutopilotReset.Tests.Shared.Audit;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("PC-1", "PC-1")]
    [InlineData("  PC 1 ", "PC 1")]
    [InlineData("a\r\nb", "a␦␦b")]
    [InlineData("a\u202Eb\u200Bc", "a␦b␦c")]
    [InlineData("日本語 😀", "日本語 😀")]
    [InlineData(null, "")]
    public void Of_AnyText_IsOneVisibleLine(string? text, string expected) => Assert.Equal(expected, OneLine.Of(text));

    [Fact]
    public void Of_HalfAPair_IsShown() => Assert.Equal("␦x", OneLine.Of(new string([(char)0xD800, 'x'])));

    [Fact]
    public void Of_TooLong_IsCutWithAMark() => Assert.Equal(new string('a', 5) + "…", OneLine.Of(new string('a', 9), 5));

    [Fact]
    public void Of_CutInsideAPair_NeverSplitsIt() => Assert.Equal("aaaa…", OneLine.Of("aaaa😀", 5));
}
