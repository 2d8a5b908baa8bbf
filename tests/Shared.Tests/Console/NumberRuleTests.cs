using AutopilotReset.Shared.Console;

namespace AutopilotReset.Shared.Tests.Console;

public class NumberRuleTests
{
    /// <summary>Each number has its direction here, so that one that is added has to say which way lets more through.</summary>
    [Theory]
    [InlineData(GuardNumber.DevicesPerBatch, 25, 26, 24)]
    [InlineData(GuardNumber.DevicesPerHour, 10, 11, 9)]
    [InlineData(GuardNumber.DevicesPer24Hours, 100, 101, 99)]
    [InlineData(GuardNumber.DevicesPerHourByPerson, 10, 11, 9)]
    [InlineData(GuardNumber.DevicesPer24HoursByPerson, 10, 11, 9)]
    [InlineData(GuardNumber.ApprovalAboveDevices, 10, 11, 0)]
    [InlineData(GuardNumber.ForeignWipesIn10Minutes, 20, 21, 19)]
    [InlineData(GuardNumber.ConfirmationValidHours, 24, 25, 23)]
    [InlineData(GuardNumber.ConfirmSignInMinutes, 60, 61, 59)]
    [InlineData(GuardNumber.ApprovalValidHours, 24, 25, 23)]
    [InlineData(GuardNumber.ApprovalSignInMinutes, 15, 16, 14)]
    [InlineData(GuardNumber.ReleaseAfterDays, 14, 15, 13)]
    [InlineData(GuardNumber.RefuseAfterDays, 30, 31, 29)]
    [InlineData(GuardNumber.ReasonMinLength, 10, 9, 11)]
    public void Loosens_EachNumber_OneWayOnly(GuardNumber number, int now, int looser, int tighter)
    {
        var rule = NumberRule.Of(number);

        Assert.True(rule.Loosens(now, looser));
        Assert.False(rule.Loosens(now, tighter));
        Assert.False(rule.Loosens(now, now));
        Assert.True(rule.Loosens(tighter, now));
    }

    /// <summary>0 turns these off: nothing lets more through, and anything is tighter.</summary>
    [Theory]
    [InlineData(GuardNumber.DevicesPerHour)]
    [InlineData(GuardNumber.DevicesPerHourByPerson)]
    [InlineData(GuardNumber.DevicesPer24HoursByPerson)]
    [InlineData(GuardNumber.ConfirmSignInMinutes)]
    [InlineData(GuardNumber.ApprovalSignInMinutes)]
    public void Loosens_TurningOff_AndNotTurningOn(GuardNumber number)
    {
        var rule = NumberRule.Of(number);

        Assert.Equal(0, rule.Least);
        Assert.True(rule.Loosens(rule.Most, 0));
        Assert.True(rule.Loosens(1, 0));
        Assert.False(rule.Loosens(0, rule.Most));
        Assert.False(rule.Loosens(0, 1));
    }

    [Fact]
    public void Mistake_EachNumber_NamesItAndItsRangeJustOutside()
    {
        Assert.Equal(14, NumberRule.All.Count);
        Assert.All(NumberRule.All, number =>
        {
            var rule = NumberRule.Of(number);
            Assert.Null(NumberRule.Mistake(number, rule.Least));
            Assert.Null(NumberRule.Mistake(number, rule.Most));
            Assert.Equal($"Guards:{number} is {rule.Least - 1}; it must be from {rule.Least} to {rule.Most}.", NumberRule.Mistake(number, rule.Least - 1));
            Assert.Equal($"Guards:{number} is {rule.Most + 1}; it must be from {rule.Least} to {rule.Most}.", NumberRule.Mistake(number, rule.Most + 1));
        });
    }
}
