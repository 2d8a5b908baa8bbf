using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Resets;

public sealed class ConfirmationTextTests
{
    [Fact]
    public void For_Reset_NamesEveryDeviceAndWhatWasSaid() => Assert.Equal(
        "Autopilot Reset of 2 devices: PC-1 (serial S1); PC-2 (serial unknown). Next: the pool. Justification: End of term (ticket CHG1). Cannot be recalled once Intune has it.",
        ConfirmationText.For(OrderKind.AutopilotReset, [("PC-1", "S1"), ("PC-2", null)], 2, NextUser.Pool, " End of term ", "CHG1"));

    [Fact]
    public void For_WipeWithoutTicket_SaysSo() => Assert.Equal(
        "Wipe of 1 device: PC-1 (serial S1). Next: somebody else. Justification: Sale (no ticket). Cannot be recalled once Intune has it.",
        ConfirmationText.For(OrderKind.Wipe, [("PC-1", "S1")], 1, NextUser.SomebodyElse, "Sale", " "));

    [Fact]
    public void For_HostileName_ShowsWhatIsHidden() =>
        Assert.Contains("PC␦gpj.exe␦x (serial S1)", ConfirmationText.For(OrderKind.Wipe, [("PC\u202Egpj.exe\nx", "S1")], 1, NextUser.Pool, "x", null), StringComparison.Ordinal);
}
