using System.Text.Json;
using System.Text.Json.Serialization;

namespace AutopilotReset.Engine.Data;

/// <summary>How what was confirmed stands in a batch's row: exactly so, or it is unreadable and nothing is sent (invariant 8).</summary>
internal static class FrozenJson
{
    public static JsonSerializerOptions Strict { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
    };
}
