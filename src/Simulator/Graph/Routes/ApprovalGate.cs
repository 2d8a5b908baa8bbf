using System.Text;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>
/// Intune's Multi Admin Approval before a wipe (graph.md §10). Documents say 403 for everything; people who tried it saw 400, 412 and 409
/// (<see cref="GraphSettings.ApprovalStatusesAsObserved"/>).
/// </summary>
internal sealed class ApprovalGate(ApprovalBook book, GraphSettings settings)
{
    private const string JustificationHeader = "x-msft-approval-justification";
    private const string CodeHeader = "x-msft-approval-code";
    private const int MostCharacters = 1024;

    /// <summary>Why the wipe is not carried out now; <c>null</c> where it is.</summary>
    public GraphAnswer? Refusal(GraphCall call, IntuneRecord record)
    {
        if (!settings.WipeNeedsApproval) return null;
        if (call.Header(JustificationHeader) is not { } header)
            return Refused(call, Status(400), "BadRequest", $"This operation is protected by Multi Admin Approval. The {JustificationHeader} header is required.");
        if (Decoded(header) is not { Length: > 0 and <= MostCharacters } justification)
            return Refused(call, 400, "BadRequest", $"{JustificationHeader} has to be Base64 of 1 to {MostCharacters} characters in UTF-8.");
        var body = Encoding.UTF8.GetString(call.Body.Span);
        if (call.Header(CodeHeader) is { } code)
            return book.Use(code, record.Id, call.Caller!.ObjectId, body) is { } why ? Refused(call, Status(412), "ApprovalRequired", $"{CodeHeader} is not valid: {why}.") : null;
        return book.Ask(record.Id, (newCode, now) => Request(call, record, body, justification, newCode, now)) is { } asked
            ? Refused(call, Status(412), "ApprovalRequired", $"ApprovalRequired. Another administrator has to approve this operation; then send it again with {CodeHeader}: {asked.Code}") with
            {
                Headers = new Dictionary<string, string> { [CodeHeader] = asked.Code },
            }
            : Refused(call, Status(409), "Conflict", "An active Approval Request already exists for this object.");
    }

    private int Status(int observed) => settings.ApprovalStatusesAsObserved ? observed : 403;

    private ApprovalRequest Request(GraphCall call, IntuneRecord record, string body, string justification, string code, DateTimeOffset now) => new()
    {
        Code = code,
        ManagedDeviceId = record.Id,
        DeviceName = record.DeviceName,
        Body = body,
        RequestorId = call.Caller!.ObjectId,
        Requestor = call.Caller.Persona?.DisplayName ?? call.Caller.Name,
        Justification = justification,
        RequestedAt = now,
        ModifiedAt = now,
        ExpiresAt = now.AddHours(settings.ApprovalValidHours),
        Status = "needsApproval",
    };

    private static GraphAnswer Refused(GraphCall call, int status, string code, string message) => GraphErrors.Intune(call, status, code, message);

    private static string? Decoded(string header)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(header));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
