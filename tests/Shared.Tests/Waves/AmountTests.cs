using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Tests.Shared.Waves;

public class AmountTests
{
    [Theory]
    [InlineData("25", 25, false)]
    [InlineData(" 10 % ", 10, true)]
    [InlineData("12,5%", 12.5, true)]
    [InlineData("0", 0, false)]
    public void Parse_NumberOrShare_IsRead(string text, double value, bool percent) => Assert.Equal(new Amount((decimal)value, percent), Amount.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("101 %")]
    [InlineData("100001")]
    [InlineData("%")]
    [InlineData("1e3")]
    public void Parse_AnythingElse_IsRefused(string? text) => Assert.Null(Amount.Parse(text));

    [Theory]
    [InlineData("10 %", 15, 2, 1)]
    [InlineData("10 %", 3, 1, 0)]
    [InlineData("25", 10, 10, 10)]
    [InlineData("100 %", 7, 7, 7)]
    public void Rounded_OfABatch_UpForSizesDownForLimits(string text, int total, int up, int down)
    {
        var amount = Amount.Parse(text)!.Value;

        Assert.Equal((up, down), (amount.RoundedUp(total), amount.RoundedDown(total)));
    }

    [Fact]
    public void ToString_OfWhatWasParsed_IsReadAgain() => Assert.Equal(Amount.Percent(12.5m), Amount.Parse(Amount.Percent(12.5m).ToString()));
}
