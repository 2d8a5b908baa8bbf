using AutopilotReset.Engine.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutopilotReset.Web.Tests.Operations;

/// <summary>Nothing that a device or a person wrote makes a line of the log.</summary>
public sealed class OneLineConsoleTests
{
    [Fact]
    public void Write_NameWithLineBreaks_MakesOneLine() =>
        Assert.Equal("warn: Test[7] Device NB-1␦␦info: Audit[0] all is well␦ was renamed\n", Written("Device NB-1\r\ninfo: Audit[0] all is well\u202E was renamed"));

    [Fact]
    public void Write_Exception_IndentsItsOwnLinesAndHidesTokens()
    {
        var lines = Written("Failed", Thrown(new InvalidOperationException("Refused Bearer eyJhbGciOiJSUzI1NiJ9.abc\r\nfail: forged", new IOException("inner\nforged")))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("warn: Test[7] Failed", lines[0]);
        Assert.Equal("      System.InvalidOperationException: Refused Bearer [hidden]␦␦fail: forged", lines[1]);
        Assert.Contains("      System.IO.IOException: inner␦forged", lines);
        Assert.All(lines[1..], l => Assert.StartsWith("      ", l, StringComparison.Ordinal));
    }

    private static string Written(string message, Exception? failure = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new OneLineConsole().Write(new LogEntry<string>(LogLevel.Warning, "Test", new EventId(7), message, failure, (state, _) => state), null, writer);
        return writer.ToString();
    }

    private static Exception Thrown(Exception failure)
    {
        try
        {
            throw failure;
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
