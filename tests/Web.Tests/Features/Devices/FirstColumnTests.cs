using AutopilotReset.Web.Features.Devices;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class FirstColumnTests
{
    [Theory]
    [InlineData("A1,x\r\nB2,y", "A1\nB2")]
    [InlineData("A1;x\nB2\ty", "A1\nB2")]
    [InlineData("\"A,1\",x\n\"say \"\"hi\"\"\",y", "A,1\nsay \"hi\"")]
    [InlineData("\uFEFFA1,x", "A1")]
    public void Of_Rows_TakesTheFirstCell(string csv, string column) => Assert.Equal(column, FirstColumn.Of(csv));

    [Fact]
    public void Of_AutopilotExport_DropsTheHeadingAndKeepsLineNumbers() =>
        Assert.Equal("\n5CG4011XYZ", FirstColumn.Of("Device Serial Number,Windows Product ID,Hardware Hash\n5CG4011XYZ,,T0EW"));
}
