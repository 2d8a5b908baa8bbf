using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("LAPTOP-\u202Efdp.exe", "LAPTOP-␦fdp.exe")]
    [InlineData("a\u2066b\u2069", "a␦b␦")]
    [InlineData("a\tb\nc\0", "a␦b␦c␦")]
    [InlineData("A\u200BB\uFEFFC\u00AD", "A␦B␦C␦")]
    [InlineData("x\u2028y", "x␦y")]
    [InlineData("tag\U000E0041", "tag␦")]
    public void Of_InvisibleCharacter_ShowsASymbol(string name, string shown) => Assert.Equal(shown, SafeText.Of(name));

    // Not as theory data: the runner would write a broken surrogate as three replacement characters.
    [Fact]
    public void Of_BrokenSurrogate_ShowsASymbol() => Assert.Equal("␦broken", SafeText.Of("\uD800broken"));

    [Theory]
    [InlineData("LAPTOP-0142")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("Büro Zürich 東京 😀")]
    public void Of_VisibleText_StaysAsItIs(string name) => Assert.Equal(name, SafeText.Of(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Of_Nothing_ShowsADash(string? name) => Assert.Equal("—", SafeText.Of(name));

    [Fact]
    public void Of_StackedMarks_AreCutBehindOneSymbol() =>
        Assert.Equal("a\u0301\u0301\u0301\u0301␦b", SafeText.Of("a" + new string('\u0301', 60) + "b"));
}
