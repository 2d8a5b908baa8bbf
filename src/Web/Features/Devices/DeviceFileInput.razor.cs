using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Takes a file of devices and gives it as lines, to be looked at before anything is done with them.</summary>
public sealed partial class DeviceFileInput
{
    private Attempt _attempt = null!;
    private string? _told;

    [Inject] private ILogger<DeviceFileInput> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required string Id { get; set; }

    /// <summary>The file's lines, as if they had been pasted.</summary>
    [Parameter] public EventCallback<DeviceFile> Taken { get; set; }

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private Task TakeAsync(InputFileChangeEventArgs e) => _attempt.RunAsync(async () =>
    {
        _told = null;
        if (e.File.Size > DeviceFile.MostBytes)
            return new Refused("file-too-large", $"{e.File.Name} has more than {DeviceFile.MostBytes / 1_000_000} MB. Save only the column of the serials, or take it in parts.");
        using var content = new MemoryStream((int)e.File.Size);
        await e.File.OpenReadStream(DeviceFile.MostBytes).CopyToAsync(content);
        var outcome = DeviceFile.Read(content.Length == content.Capacity ? content.GetBuffer() : content.ToArray(), e.File.Name);
        if (outcome.Value is { } file)
        {
            _told = $"{e.File.Name}: {file.Told}";
            await Taken.InvokeAsync(file);
        }

        return outcome.Refused;
    });
}
