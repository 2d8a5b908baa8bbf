namespace AutopilotReset.Tests.Architecture;

public class CanaryTests
{
    [Theory]
    [InlineData("Microsoft.Graph.Models.Device")]
    [InlineData("Microsoft.EntityFrameworkCore.DbContextOptionsBuilder")]
    [InlineData("AutopilotReset.Shared.Resets.Transitions")]
    public void UsesIn_HiddenUse_IsFound(string type) =>
        Assert.Contains(CodeBase.UsesIn("AutopilotReset.Architecture.Tests"), use => use.From.StartsWith(typeof(Canary).FullName!, StringComparison.Ordinal) && use.To == type);
}
