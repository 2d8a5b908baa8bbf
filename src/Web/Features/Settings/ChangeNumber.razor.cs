using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Settings;

/// <summary>One number of the guards is to be another.</summary>
public sealed partial class ChangeNumber
{
    private string _value = "";
    private (GuardNumber, int?)? _for;

    [Inject] private IGuardRoom Room { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    /// <summary>The number as it stands now; <c>null</c>: the dialog is closed.</summary>
    [Parameter, EditorRequired] public ShownNumber? Shown { get; set; }

    /// <summary>What it is to be when the dialog opens; <c>null</c>: not said yet.</summary>
    [Parameter] public int? Proposed { get; set; }

    [Parameter, EditorRequired] public EventCallback Closed { get; set; }

    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private enum NumberStep
    {
        Wrong,
        Same,
        Keep,
        Tighten,
        Ask,
        Asked,
        Loosen,
    }

    private NumberRule Rule => NumberRule.Of(Shown!.Number);

    private string Least => Rule.Least.ToString("N0", CultureInfo.InvariantCulture);

    private string Most => Rule.Most.ToString("N0", CultureInfo.InvariantCulture);

    private int? Value => int.TryParse(_value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    // What will come of it, by the same rule as the server's, which decides.
    private NumberStep Step
    {
        get
        {
            if (Shown is null || Value is not { } value || NumberRule.Mistake(Shown.Number, value) is not null)
                return NumberStep.Wrong;
            if (value == Shown.Value)
                return Shown.Asked is null ? NumberStep.Same : NumberStep.Keep;
            if (!Rule.Loosens(Shown.Value, value))
                return NumberStep.Tighten;
            return Shown.Asked?.Value != value ? NumberStep.Ask : Shown.Asked.By.ByYou ? NumberStep.Asked : NumberStep.Loosen;
        }
    }

    private string Act => Step switch
    {
        NumberStep.Tighten => "Tighten",
        NumberStep.Loosen => "Loosen",
        NumberStep.Ask or NumberStep.Asked => "Ask to loosen",
        NumberStep.Keep => "Keep it",
        _ => "Change",
    };

    private string Means => Step switch
    {
        NumberStep.Same => "That is what it is.",
        NumberStep.Keep => $"It stays as it is. {Asker(Shown!.Asked!)} asked for is declined.",
        NumberStep.Tighten => $"This is tighter than now: it holds at once.{(Shown!.Asked is { } ended ? $" {Asker(ended)} asked for ends." : "")}",
        NumberStep.Ask => $"This is looser than now. It takes two: you ask now, and it holds when another admin wants the same.{(Shown!.Asked is { } replaced ? $" {Asker(replaced)} asked for ends." : "")}",
        NumberStep.Asked => "You asked for it already. Another admin has to want the same.",
        NumberStep.Loosen => $"This is looser than now. {SafeText.Of(Shown!.Asked!.By.By)} asked for it: “{SafeText.Of(Shown.Asked.By.Because)}”. You are the second person: it holds at once.",
        _ => $"A whole number from {Least} to {Most}.",
    };

    protected override void OnParametersSet()
    {
        var opened = Shown is null ? ((GuardNumber, int?)?)null : (Shown.Number, Proposed);
        if (opened is not null && opened != _for)
            _value = Proposed?.ToString(CultureInfo.InvariantCulture) ?? "";
        _for = opened;
    }

    private static string Asker(AskedNumber asked) => $"What {(asked.By.ByYou ? "you" : SafeText.Of(asked.By.By))}";

    private async Task<Refused?> ChangeAsync(string reason)
    {
        if (Shown is null)
            return null;
        if (Value is not { } value)
            return new Refused("no-value", Means);
        var outcome = await Room.ChangeNumberAsync(await Current.GetAsync(), new NumberWish(Shown.Number, value, Shown.Value), reason, CancellationToken.None);
        if (!outcome.IsRefused)
            await Changed.InvokeAsync();
        return outcome.Refused;
    }
}
