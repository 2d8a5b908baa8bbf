using System.Text;
using AutopilotReset.Web.Api.Csv;
using CsvHelper;

namespace AutopilotReset.Web.Tests.Api.Csv;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=cmd|'/c calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\n=1+1")]
    [InlineData("\0=1+1")]
    [InlineData("  =1+1")]
    [InlineData("\u00A0=1+1")]
    [InlineData("\u200B=1+1")]
    [InlineData("\u202E=1+1")]
    [InlineData("\uFEFF=1+1")]
    [InlineData("\"=1+1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    [InlineData("−1")]
    [InlineData("\u3000＝1")]
    public void Safe_StartsLikeFormula_GetsApostropheInFront(string text)
    {
        var safe = SpreadsheetText.Safe(text);

        Assert.StartsWith("'" + text[0], safe, StringComparison.Ordinal);
        Assert.Equal(text.Replace("'", "", StringComparison.Ordinal), safe.Replace("'", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a;\"=1", "a;'\"=1")]
    [InlineData("a\t=1", "a\t'=1")]
    [InlineData("a\r\n=1", "a\r'\n'=1")]
    [InlineData("a\n＝1", "a\n'＝1")]
    public void Safe_FormulaBehindASeparatorInside_IsEscapedThere(string text, string expected) =>
        Assert.Equal(expected, SpreadsheetText.Safe(text));

    [Theory]
    [InlineData("LAPTOP-01")]
    [InlineData("5CG1234XYZ")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a=b")]
    [InlineData("日本語")]
    [InlineData("Ωmega; next")]
    public void Safe_OrdinaryText_IsUnchanged(string text) => Assert.Equal(text, SpreadsheetText.Safe(text));

    [Fact]
    public void Safe_NothingThere_IsEmpty()
    {
        Assert.Equal("", SpreadsheetText.Safe(null));
        Assert.Equal("", SpreadsheetText.Safe(""));
    }

    [Fact]
    public async Task WriteAsync_HostileCells_ComeBackAsTextAndNeverAsFormula()
    {
        string[] hostile = ["=cmd|'/c calc'!A0", "@SUM(1)", "\t=1", "\n=1", "\r\n=1", "＝1", "a,\"b\";=1", "line\nbreak", "'quoted'", "\0=1"];

        var text = await WrittenAsync(["Device"], [.. hostile.Select(h => new string?[] { h })]);

        var rows = Rows(text);
        Assert.Equal(hostile.Length + 1, rows.Count);
        Assert.All(rows.Skip(1), row => Assert.DoesNotContain(row[0][0], "=+-@\t\r\n\0＝＋－＠"));
        for (var i = 0; i < hostile.Length; i++)
            Assert.Equal(SpreadsheetText.Safe(hostile[i]), rows[i + 1][0]);
    }

    [Fact]
    public async Task WriteAsync_OpenedWithSemicolons_StillHoldsNoFormula()
    {
        var text = await WrittenAsync(["Device", "Note"], [["PC;=1+1;\"=2", "x;＠SUM(A1)"]]);

        var cells = text.Split('\n')[1].Split(';').Select(c => c.TrimStart('"', ' '));

        Assert.All(cells, cell => Assert.DoesNotContain(cell[0], "=+-@＝＋－＠"));
    }

    [Fact]
    public async Task WriteAsync_Always_HasByteOrderMarkAndQuotesEveryCell()
    {
        var text = await WrittenAsync(["Device", "Serial"], [["PC-1", "007"]]);

        Assert.Equal("\uFEFF\"Device\",\"Serial\"\r\n\"PC-1\",\"007\"\r\n", text);
    }

    private static async Task<string> WrittenAsync(string[] header, string?[][] rows)
    {
        using var body = new MemoryStream();
        await new CsvDownload("x.csv", header, rows.ToAsyncEnumerable()).WriteAsync(body, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static List<string[]> Rows(string text)
    {
        using var reader = CsvReader.FromText(text.TrimStart('\uFEFF'), new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        return rows;
    }
}
