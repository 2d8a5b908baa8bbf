using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Tests.Shared.Devices;

public class SerialsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("0")]
    [InlineData("00000000")]
    [InlineData("0000-0000")]
    [InlineData("XXXXXXX")]
    [InlineData("Default string")]
    [InlineData("DEFAULT STRING ")]
    [InlineData("To be filled by O.E.M.")]
    [InlineData("To Be Filled By O.E.M")]
    [InlineData("Default_String")]
    [InlineData("SystemSerialNumber")]
    [InlineData("N/A")]
    [InlineData("System Serial Number")]
    [InlineData("Not Available")]
    [InlineData("None")]
    [InlineData("123456789")]
    public void IsPlaceholder_WhatFirmwareWrites_Yes(string? serial) => Assert.True(Serials.IsPlaceholder(serial));

    [Theory]
    [InlineData("5CG1234ABC")]
    [InlineData("PF-0012")]
    [InlineData("0012")]
    [InlineData("5E10")]
    [InlineData("1000-0000-0001")]
    [InlineData("1234567891")]
    [InlineData("NA-4711")]
    [InlineData("OEM4711")]
    public void IsPlaceholder_RealSerial_No(string serial) => Assert.False(Serials.IsPlaceholder(serial));

    [Theory]
    [InlineData("5cg1234abc", "5CG1234ABC")]
    [InlineData("  5CG 1234\tABC\u00A0", "5CG1234ABC")]
    [InlineData("0012-x", "0012-X")]
    [InlineData("", "")]
    public void Normalise_Serial_HasOneForm(string serial, string expected) => Assert.Equal(expected, Serials.Normalise(serial));

    [Fact]
    public void Normalise_TurkishCulture_MakesNoDifference()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal("PI1", Serials.Normalise("pi1"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
