namespace AutopilotReset.Tests.Web;

public class PlaceholderTests
{
    [Fact]
    public void Solution_Builds_Yes() => Assert.True(true);
}
