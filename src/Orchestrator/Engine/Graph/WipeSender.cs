using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Resets;
using Microsoft.Graph.DeviceManagement.ManagedDevices.Item.Wipe;

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
public sealed record WipeOrder(Guid Attempt, string ManagedDeviceId, OrderKind Kind, Account Account, Guid Loan);

/// <summary>
/// Sends the order, once. An Autopilot Reset is <c>wipe {keepEnrollmentData:true, keepUserData:false}</c>, a full wipe <c>false/false</c>; other
/// combinations are never sent, and macOsUnlockCode is left out for Windows (graph.md §1).
/// </summary>
public sealed class WipeSender(GraphClients clients)
{
    /// <summary>Makes the one POST.</summary>
    /// <param name="order">What is sent, of which intent.</param>
    /// <param name="lastCheck">Asked when all is ready and nothing is written yet: why it must not be sent, or <c>null</c>.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="SignInNeededException">No token could be had: nothing was sent.</exception>
    /// <exception cref="AuthorityUnreachableException">No token could be had: nothing was sent.</exception>
    public async Task<PostAnswer> PostAsync(WipeOrder order, Func<string?> lastCheck, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        var body = new WipePostRequestBody { KeepEnrollmentData = order.Kind == OrderKind.AutopilotReset, KeepUserData = false };
        using var shot = new SingleShotHandler.Shot(lastCheck);
        using var post = SendInstruments.Begin(order.Kind);
        try
        {
            await clients.ForSending(order.Account, order.Loan).DeviceManagement.ManagedDevices[order.ManagedDeviceId].Wipe
                .PostAsync(body, request => request.Headers.Add("client-request-id", order.Attempt.ToString()), stop);
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

    private static PostAnswer Answer(SingleShotHandler.Shot shot, SendInstruments.Post post, string? failure)
    {
        var neverLeft = shot.NeverLeft is not null || shot.Used == 0;
        post.End(shot.Status, left: !neverLeft);
        return new(shot.Status, shot.Headers, shot.Body ?? "", shot.Status is null ? shot.NeverLeft ?? failure : null, neverLeft);
    }
}
