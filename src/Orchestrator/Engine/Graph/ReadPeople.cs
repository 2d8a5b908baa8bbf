using Microsoft.Kiota.Abstractions.Serialization;

namespace AutopilotReset.Engine.Graph;

/// <summary>
/// A list of people as we need them. The SDK's own type of a user has a hundred and thirty properties, for each of which it makes an object at every read.
/// </summary>
internal sealed class ReadPeople : IParsable
{
    /// <summary><c>null</c> where the answer had no list.</summary>
    public List<ReadPerson>? Value { get; private set; }

    public static ReadPeople Create(IParseNode node) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>(1)
    {
        ["value"] = n => Value = n.GetCollectionOfObjectValues(ReadPerson.Create)?.ToList(),
    };

    public void Serialize(ISerializationWriter writer) => throw new NotSupportedException("People are read only.");
}

/// <summary>One of them, or whatever else owns a device.</summary>
internal sealed class ReadPerson : IParsable
{
    public string? Type { get; private set; }
    public string? Id { get; private set; }
    public string? UserPrincipalName { get; private set; }
    public string? DisplayName { get; private set; }

    public static ReadPerson Create(IParseNode node) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>(4)
    {
        ["@odata.type"] = n => Type = n.GetStringValue(),
        ["id"] = n => Id = n.GetStringValue(),
        ["userPrincipalName"] = n => UserPrincipalName = n.GetStringValue(),
        ["displayName"] = n => DisplayName = n.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer) => throw new NotSupportedException("People are read only.");
}
