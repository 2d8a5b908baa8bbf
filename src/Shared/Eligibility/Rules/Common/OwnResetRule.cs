using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Cloud PC, multi-session host, HoloLens, Surface Hub: each has a reset of its own.</summary>
internal sealed class OwnResetRule : IEligibilityRule
{
    private static readonly string[] CloudPcModels = ["Cloud PC", "Microsoft Dev Box", "Windows 365"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var edition = WindowsEditions.Of(device);
        if (StartsWithAny(device.Model, CloudPcModels))
            Refuse(ReasonCodes.CloudPc, $"A Cloud PC (model {Reasons.Quote(device.Model)}): reprovision it in Windows 365.");
        if (edition == WindowsEdition.MultiSession || Contains(device.OperatingSystem, "multi-session"))
            Refuse(ReasonCodes.MultiSession, "A multi-session host: several people work on it; replace it from its host pool.");
        if (edition == WindowsEdition.Holographic || Contains(device.OperatingSystem, "holographic") || Contains(device.Model, "HoloLens"))
            Refuse(ReasonCodes.HoloLens, $"A HoloLens (model {Reasons.Quote(device.Model)}): use its own reset.");
        if (edition == WindowsEdition.SurfaceHub || Contains(device.Model, "Surface Hub"))
            Refuse(ReasonCodes.SurfaceHub, $"A Surface Hub (model {Reasons.Quote(device.Model)}): use its own reset.");

        void Refuse(string code, string text) => reasons.Refuse(code, text, Alternative.ProductsOwnReset);
    }

    private static bool StartsWithAny(string? text, string[] starts)
    {
        foreach (var start in starts)
        {
            if (text.AsSpan().TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool Contains(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
