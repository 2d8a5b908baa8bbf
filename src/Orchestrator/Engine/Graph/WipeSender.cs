using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Resets;
using Microsoft.Graph.DeviceManagement.ManagedDevices.Item.Wipe;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Serialization.Json;

namespace AutopilotReset.Engine.Graph;

/// <summary>What came back from the one POST, unjudged.</summary>
/// <param name="Status">HTTP status; <c>null</c> when there was no answer.</param>
/// <param name="Failure">Why there was no answer.</param>
/// <param name="NeverLeft">Connecting failed before the first byte of the request was written.</param>
public sealed record PostAnswer(int? Status, IReadOnlyDictionary<string, string> Headers, string Body, string? Failure, bool NeverLeft);

/// <summary>What is sent.</summary>
/// <param name="Attempt">The committed intent's id. It goes out as <c>client-request-id</c>, which Graph writes into its own logs: each POST names its intent.</param>
/// <param name="ManagedDeviceId">Intune's id.</param>
/// <param name="Kind">Which of the two orders.</param>
/// <param name="Account">Whom it is sent as.</param>
/// <param name="Loan">The batch whose loan of tokens is used.</param>
/// <param name="Justification">For Intune's Multi Admin Approval, as <see cref="ApprovalJustification"/> makes it; ignored where no policy asks for it (graph.md §10).</param>
/// <param name="ApprovalCode">The code of the approval that it goes out with; <c>null</c>: none.</param>
public sealed record WipeOrder(Guid Attempt, string ManagedDeviceId, OrderKind Kind, Account Account, Guid Loan, string Justification, string? ApprovalCode = null);

/// <summary>
/// Sends the order, once. An Autopilot Reset is <c>wipe {keepEnrollmentData:true, keepUserData:false}</c>, a full wipe <c>false/false</c>; other
/// combinations are never sent, and macOsUnlockCode is left out for Windows (graph.md §1).
/// </summary>
public sealed class WipeSender(GraphClients clients)
{
    private static readonly Dictionary<OrderKind, string> Bodies = new()
    {
        [OrderKind.AutopilotReset] = Text(Body(OrderKind.AutopilotReset)),
        [OrderKind.Wipe] = Text(Body(OrderKind.Wipe)),
    };

    /// <summary>The body of such an order as the SDK writes it.</summary>
    public static string BodyOf(OrderKind kind) => Bodies[kind];

    /// <summary>Makes the one POST.</summary>
    /// <param name="order">What is sent, of which intent.</param>
    /// <param name="lastCheck">Asked when all is ready and nothing is written yet: why it must not be sent, or <c>null</c>.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="SignInNeededException">No token could be had: nothing was sent.</exception>
    /// <exception cref="AuthorityUnreachableException">No token could be had: nothing was sent.</exception>
    public async Task<PostAnswer> PostAsync(WipeOrder order, Func<string?> lastCheck, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        using var shot = new SingleShotHandler.Shot(lastCheck);
        using var post = SendInstruments.Begin(order.Kind);
        try
        {
            await clients.ForSending(order.Account, order.Loan).DeviceManagement.ManagedDevices[order.ManagedDeviceId].Wipe
                .PostAsync(Body(order.Kind), request => AddHeaders(request.Headers, order), stop);
            return Answer(shot, post, null);
        }
        catch (Exception failure) when (failure is SignInNeededException or AuthorityUnreachableException && shot.Used == 0)
        {
            throw;
        }
        catch (Exception failure)
        {
            // Whatever the SDK made of it, the shot holds what the wire said; without an answer nobody can tell.
            return Answer(shot, post, failure.Message);
        }
    }

    private static void AddHeaders(RequestHeaders headers, WipeOrder order)
    {
        headers.Add("client-request-id", order.Attempt.ToString());
        headers.Add("x-msft-approval-justification", ApprovalJustification.Header(order.Justification));
        if (order.ApprovalCode is { } code)
            headers.Add("x-msft-approval-code", code);
    }

    private static WipePostRequestBody Body(OrderKind kind) => new() { KeepEnrollmentData = kind == OrderKind.AutopilotReset, KeepUserData = false };

    private static string Text(WipePostRequestBody body)
    {
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, body);
        using var reader = new StreamReader(writer.GetSerializedContent());
        return reader.ReadToEnd();
    }

    private static PostAnswer Answer(SingleShotHandler.Shot shot, SendInstruments.Post post, string? failure)
    {
        var neverLeft = shot.NeverLeft is not null || shot.Used == 0;
        post.End(shot.Status, left: !neverLeft);
        return new(shot.Status, shot.Headers, shot.Body ?? "", shot.Status is null ? shot.NeverLeft ?? failure : null, neverLeft);
    }
}
