using System.Text;
using AutopilotReset.Web.Features.Devices;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class DeviceFileTests
{
    [Theory]
    [InlineData("A1\nB2\n", "A1\nB2")]
    [InlineData("A1,x\r\nB2,y", "A1\nB2")]
    [InlineData("A1;x\nB2;y", "A1\nB2")]
    [InlineData("A1\tx\nB2\ty", "A1\nB2")]
    [InlineData("A1|x\nB2|y", "A1\nB2")]
    [InlineData("\"A,1\",x\n\"B2 \",y", "\"A,1\"\nB2")]
    [InlineData("A1,x\n\n\nB2,y", "A1\n\n\nB2")]
    [InlineData("A1,x\n\"never closed,y\nB2,z", "A1\n\"never closed,y\"\nB2")]
    public void Read_NoKnownHeading_TakesTheFirstCellOfEachLine(string csv, string lines)
    {
        var file = Read(csv);

        Assert.Equal(lines, file.Text);
        Assert.EndsWith(", by the first column.", file.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AutopilotExport_KeepsLineNumbers() =>
        Assert.Equal(("\n5CG4011XYZ", "1 row, by “Device Serial Number”."), Told("Device Serial Number,Windows Product ID,Hardware Hash\n5CG4011XYZ,,T0EW"));

    [Fact]
    public void Read_IntuneExport_TakesTheMostExactColumnThatIsFilled() => Assert.Equal(
        ("\n11111111-2222-3333-4444-555555555555\nSN2\nPC-3", "3 rows, by “Device ID”, where that is empty “Serial number”, where that is empty “Device name”."),
        Told("Device name;OS;Serial number;Device ID\nPC-1;Windows;SN1;11111111-2222-3333-4444-555555555555\nPC-2;Windows;SN2;\nPC-3;Windows;;"));

    [Fact]
    public void Read_RowWithoutAName_IsAnEmptyLine() => Assert.Equal("\nSN1\n\nSN3", Read("Serial,Note\nSN1,a\n,b\nSN3,c").Text);

    [Fact]
    public void Read_ExcelsHintOfTheSeparator_IsNoRow()
    {
        var file = Read("sep=;\nSerial;Note\nSN1;a, b, c, d");

        Assert.Equal("SN1", file.Text.Trim('\n'));
        Assert.Equal("1 row, by “Serial”.", file.Told);
    }

    [Fact]
    public void Read_EveryEncodingThatWindowsWrites_GivesTheSame()
    {
        const string csv = "Seriennummer;Gerätename\n;PC-MÜNCHEN";
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), Encoding.Latin1];

        Assert.All(encodings, e => Assert.Equal("\nPC-MÜNCHEN", DeviceFile.Read([.. e.GetPreamble(), .. e.GetBytes(csv)], "x.csv").Value!.Text));
    }

    [Theory]
    [InlineData("PK\u0003\u0004more", "file-is-workbook")]
    [InlineData("MZ\0\0", "file-not-text")]
    public void Read_NoText_IsRefusedByName(string content, string code)
    {
        var refused = DeviceFile.Read(Encoding.Latin1.GetBytes(content), "fleet.xlsx").Refused!;

        Assert.Equal(code, refused.Code);
        Assert.StartsWith("fleet.xlsx ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreThanASelectionHolds_IsRefusedWhole() =>
        Assert.Equal("file-too-long", DeviceFile.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("5CG1\n", 100_001))), "all.csv").Refused!.Code);

    [Fact]
    public void Read_Nothing_IsEmpty() => Assert.Equal("", Read("").Text);

    private static DeviceFile Read(string csv) => DeviceFile.Read(Encoding.UTF8.GetBytes(csv), "list.csv").Value!;

    private static (string Text, string Told) Told(string csv) => (Read(csv).Text, Read(csv).Told);
}
