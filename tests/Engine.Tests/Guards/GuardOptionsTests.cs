using AutopilotReset.Engine.Guards;

namespace AutopilotReset.Engine.Tests.Guards;

public class GuardOptionsTests
{
    private readonly GuardOptionsValidator _validator = new();

    [Fact]
    public void Defaults_AreThoseOfTheRulesAndValid()
    {
        var options = new GuardOptions();

        Assert.True(_validator.Validate(null, options).Succeeded);
        Assert.Equal((24, 60), (options.LoosenAloneAfterHours, options.StartGraceMinutes));
        Assert.Equal((60, 10, 24, 15), (options.ConfirmSignInMinutes, options.ApprovalAboveDevices, options.ApprovalValidHours, options.ApprovalSignInMinutes));
        Assert.Equal((25, 100, 24, 14, 30), (options.DevicesPerBatch, options.DevicesPer24Hours, options.ConfirmationValidHours, options.ReleaseAfterDays, options.RefuseAfterDays));
    }

    [Fact]
    public void Mistakes_AreAllNamedAtOnceWithTheirKeys()
    {
        var result = _validator.Validate(null, new GuardOptions
        {
            DevicesPerBatch = 0,
            DevicesPer24Hours = -1,
            ConfirmationValidHours = 169,
            ApprovalAboveDevices = -1,
            ApprovalValidHours = 0,
            ApprovalSignInMinutes = 1441,
            ConfirmSignInMinutes = -1,
            LoosenAloneAfterHours = 0,
            StartGraceMinutes = 0,
            ReviewValidMinutes = 0,
            ReleaseAfterDays = 30,
            RefuseAfterDays = 30,
            InUseMinutes = 0,
            ReasonMinLength = 0,
            GroupsRefreshMinutes = 20,
            GroupsValidMinutes = 10,
            TicketPattern = "INC[",
        });

        string[] keys =
        [
            "Guards:DevicesPerBatch", "Guards:DevicesPer24Hours", "Guards:ConfirmationValidHours", "Guards:ConfirmSignInMinutes", "Guards:ApprovalAboveDevices", "Guards:ApprovalValidHours", "Guards:ApprovalSignInMinutes", "Guards:LoosenAloneAfterHours", "Guards:StartGraceMinutes", "Guards:ReviewValidMinutes", "Guards:InUseMinutes",
            "Guards:ReasonMinLength", "Guards:RefuseAfterDays", "Guards:GroupsValidMinutes", "Guards:TicketPattern",
        ];
        Assert.Equal(keys, result.Failures!.Select(f => f.Split(' ')[0]));
    }

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)a")]
    [InlineData(" ")]
    public void TicketPattern_ThatCouldRunLongOrSaysNothing_IsAMistake(string pattern) =>
        Assert.False(_validator.Validate(null, new GuardOptions { TicketPattern = pattern }).Succeeded);
}
