using AutopilotReset.Shared.Waves;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Chooses the waves of a list.</summary>
public sealed partial class WaveChoice
{
    private static readonly (decimal Factor, string Words)[] Widenings =
        [(1, "as large as the one before"), (2, "twice as large"), (3, "three times as large"), (5, "five times as large"), (10, "ten times as large")];

    private static readonly int[] Soaks = [0, 15, 30, 60, 120, 240, 480, 1440];

    [Parameter, EditorRequired] public required WaveDraft Waves { get; set; }

    [Parameter, EditorRequired] public EventCallback<WaveDraft> WavesChanged { get; set; }

    /// <summary>What is chosen as a plan; <c>null</c> while something is wrong with it.</summary>
    [Parameter, EditorRequired] public WavePlan? Plan { get; set; }

    /// <summary>Devices that go out.</summary>
    [Parameter, EditorRequired] public int Devices { get; set; }

    private Task Set(WaveDraft waves) => WavesChanged.InvokeAsync(waves);

    private static string Text(ChangeEventArgs e) => e.Value as string ?? "";
}
