using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Where a frozen selection is reviewed.</summary>
internal static class NewResetLink
{
    public static string For(Guid selectionId, OrderKind kind) =>
        kind == OrderKind.Wipe ? $"/resets/new?selection={selectionId:D}&kind=wipe" : $"/resets/new?selection={selectionId:D}";
}
