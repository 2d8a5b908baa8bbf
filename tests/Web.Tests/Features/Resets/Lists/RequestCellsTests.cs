using AutopilotReset.Web.Features.Resets;
using AutopilotReset.Web.Features.Resets.Lists;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Lists;

/// <summary>A row of a watched list is drawn when it says something else, and not because it was read again.</summary>
public sealed class RequestCellsTests : PageTest
{
    [Fact]
    public void ReadAgain_DrawsOnlyWhatChanged()
    {
        var row = Desk.Rows[0] with { State = DeviceState.Sending };
        var cells = Render<RequestCells>(p => p.Add(c => c.Row, row));
        cells.Render(p => p.Add(c => c.Row, row with { }));

        // It is given the whole row, so that it is drawn whenever the row is.
        var part = cells.FindComponent<TenantApprovalNote>();
        var drawn = part.RenderCount;
        cells.Render(p => p.Add(c => c.Row, row with { }));
        Assert.Equal(drawn, part.RenderCount);

        cells.Render(p => p.Add(c => c.Row, row with { State = DeviceState.Failed }));
        Assert.Equal(drawn + 1, part.RenderCount);
        Assert.Contains("Failed", cells.Markup, StringComparison.Ordinal);
    }
}
