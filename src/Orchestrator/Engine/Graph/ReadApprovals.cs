using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AutopilotReset.Engine.Graph;

/// <summary>A page of <c>operationApprovalRequests</c>, a beta type that the SDK does not know, as we need it.</summary>
internal sealed class ReadApprovals : IParsable
{
    /// <summary><c>null</c> where the answer had no list.</summary>
    public List<ReadApproval>? Value { get; private set; }

    public string? NextLink { get; private set; }

    public static ReadApprovals Create(IParseNode node) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>(2)
    {
        ["value"] = n => Value = n.GetCollectionOfObjectValues(ReadApproval.Create)?.ToList(),
        ["@odata.nextLink"] = n => NextLink = n.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer) => throw new NotSupportedException("Approvals are read only.");
}

/// <summary>One of them. Which of its two ids is the code is disputed (graph.md §10).</summary>
internal sealed class ReadApproval : IParsable
{
    private IdentitySet? _approver;

    public string? Id { get; private set; }
    public string? RequestId { get; private set; }
    public string? Status { get; private set; }
    public DateTimeOffset? RequestedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public string? Note { get; private set; }
    public string? DecidedBy => _approver?.User?.DisplayName ?? _approver?.User?.Id ?? _approver?.Application?.DisplayName;

    public static ReadApproval Create(IParseNode node) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>(7)
    {
        ["id"] = n => Id = n.GetStringValue(),
        ["requestId"] = n => RequestId = n.GetStringValue(),
        ["status"] = n => Status = n.GetStringValue(),
        ["requestDateTime"] = n => RequestedAt = LiveFields.Instant(n.GetDateTimeOffsetValue()),
        ["expirationDateTime"] = n => ExpiresAt = LiveFields.Instant(n.GetDateTimeOffsetValue()),
        ["approvalJustification"] = n => Note = n.GetStringValue(),
        ["approver"] = n => _approver = n.GetObjectValue(IdentitySet.CreateFromDiscriminatorValue),
    };

    public void Serialize(ISerializationWriter writer) => throw new NotSupportedException("Approvals are read only.");
}
