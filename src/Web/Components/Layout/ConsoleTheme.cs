using MudBlazor;

namespace AutopilotReset.Web.Components.Layout;

/// <summary>The palette of wwwroot/css/theme.css, for MudBlazor's own parts. Change both together.</summary>
internal static class ConsoleTheme
{
    private static readonly string[] SystemFonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0f5f73",
            Secondary = "#4d5b68",
            Error = "#b3261e",
            Warning = "#8a5300",
            Success = "#1c6b3c",
            Info = "#0f5f73",
            Background = "#f4f6f7",
            Surface = "#ffffff",
            TextPrimary = "#16202a",
            TextSecondary = "#4d5b68",
            AppbarBackground = "#ffffff",
            AppbarText = "#16202a",
            DrawerBackground = "#f4f6f7",
            DrawerText = "#16202a",
            Divider = "#d5dbe0",
            LinesDefault = "#d5dbe0",
            LinesInputs = "#71808d",
            TableLines = "#e3e8eb",
            ActionDefault = "#4d5b68",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6cc3d5",
            PrimaryContrastText = "#0b1318",
            Secondary = "#a5b3be",
            Error = "#ff9a90",
            ErrorContrastText = "#0b1318",
            Warning = "#f0c26b",
            Success = "#86d5a1",
            Info = "#6cc3d5",
            Background = "#10161b",
            Surface = "#182027",
            TextPrimary = "#e4eaee",
            TextSecondary = "#a5b3be",
            AppbarBackground = "#182027",
            AppbarText = "#e4eaee",
            DrawerBackground = "#10161b",
            DrawerText = "#e4eaee",
            Divider = "#313d47",
            LinesDefault = "#313d47",
            LinesInputs = "#7d8d9a",
            TableLines = "#26313a",
            ActionDefault = "#a5b3be",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = SystemFonts,
                FontSize = ".875rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            Button = new ButtonTypography
            {
                FontFamily = SystemFonts,
                TextTransform = "none",
                LetterSpacing = "normal",
                FontWeight = "600",
            },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
