using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Guards;

public class GuardOptionsTests
{
    private readonly GuardOptionsValidator _validator = new();

    [Fact]
    public void Defaults_AreThoseOfTheRulesAndValid()
    {
        var (options, numbers) = (new GuardOptions(), new GuardNumbers());

        Assert.True(_validator.Validate(null, options).Succeeded);
        Assert.True(_validator.Validate(null, numbers).Succeeded);
        Assert.Equal((24, 60), (options.LoosenAloneAfterHours, options.StartGraceMinutes));
        Assert.Equal((60, 10, 24, 15), (numbers.ConfirmSignInMinutes, numbers.ApprovalAboveDevices, numbers.ApprovalValidHours, numbers.ApprovalSignInMinutes));
        Assert.Equal((25, 100, 24, 14, 30), (numbers.DevicesPerBatch, numbers.DevicesPer24Hours, numbers.ConfirmationValidHours, numbers.ReleaseAfterDays, numbers.RefuseAfterDays));

        // An upgrade makes nothing tighter than it was: these are off until somebody sets them.
        Assert.Equal((0, 0, 0), (numbers.DevicesPerHour, numbers.DevicesPerHourByPerson, numbers.DevicesPer24HoursByPerson));
    }

    [Fact]
    public void Mistakes_AreAllNamedAtOnceWithTheirKeys()
    {
        var result = _validator.Validate(null, new GuardOptions
        {
            LoosenAloneAfterHours = 0,
            StartGraceMinutes = 0,
            ReviewValidMinutes = 0,
            InUseMinutes = 0,
            GroupsRefreshMinutes = 20,
            GroupsValidMinutes = 10,
            TicketPattern = "INC[",
        });

        string[] keys = ["Guards:LoosenAloneAfterHours", "Guards:StartGraceMinutes", "Guards:ReviewValidMinutes", "Guards:InUseMinutes", "Guards:GroupsValidMinutes", "Guards:TicketPattern"];
        Assert.Equal(keys, result.Failures!.Select(f => f.Split(' ')[0]));
    }

    [Fact]
    public void Mistakes_OfNumbers_AreAllNamedAtOnceWithTheirKeys()
    {
        var wrong = NumberRule.All.Aggregate(new GuardNumbers(), (numbers, number) => numbers.With(number, NumberRule.Of(number).Least - 1));

        Assert.Equal([.. NumberRule.All.Select(n => $"Guards:{n}"), "Guards:RefuseAfterDays"], _validator.Validate(null, wrong).Failures!.Select(f => f.Split(' ')[0]));
    }

    /// <summary>Each name reads and writes its own number and no other.</summary>
    [Fact]
    public void Numbers_ByName_AreTheirOwn()
    {
        Assert.All(NumberRule.All, number =>
        {
            var changed = new GuardNumbers().With(number, 77);
            Assert.Equal(77, changed.Of(number));
            Assert.Equal(77, typeof(GuardNumbers).GetProperty(number.ToString())!.GetValue(changed));
            Assert.All(NumberRule.All.Where(n => n != number), other => Assert.Equal(new GuardNumbers().Of(other), changed.Of(other)));
        });
    }

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)a")]
    [InlineData(" ")]
    public void TicketPattern_ThatCouldRunLongOrSaysNothing_IsAMistake(string pattern) =>
        Assert.False(_validator.Validate(null, new GuardOptions { TicketPattern = pattern }).Succeeded);
}
