using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AutopilotReset.Web.Components.Parts;

/// <summary>Draws its content, but not while it is told to stand still.</summary>
public sealed class Frozen : ComponentBase
{
    [Parameter] public bool Still { get; set; }

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    protected override bool ShouldRender() => !Still;

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
