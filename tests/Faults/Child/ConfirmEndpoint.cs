using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AutopilotReset.Faults.Child;

/// <summary>A confirmed batch.</summary>
/// <param name="Devices">Intune ids, as confirmed.</param>
internal sealed record Confirmed(Guid Batch, IReadOnlyList<string> Devices);

/// <summary>Chooses, reviews and confirms as the signed-in admin, through the console's own contract.</summary>
internal static class ConfirmEndpoint
{
    public const string Path = "/faults/confirm";

    private const int Page = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static void MapConfirm(this IEndpointRouteBuilder app) => app.MapPost(Path, AnswerAsync).RequireAuthorization().DisableAntiforgery();

    private static async Task<IResult> AnswerAsync(HttpContext context, IDeviceCatalogue catalogue, IResetDesk desk, int count)
    {
        var admin = AdminClaims.ToAdmin(context.User);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var outcome = await RunAsync(admin, catalogue, desk, count, patience.Token);
        return outcome.Refused is { } refused ? Results.BadRequest($"{refused.Code}: {refused.Message}") : Results.Json(outcome.Value);
    }

    /// <summary>The whole road from choosing to confirming; refused where any step of it was.</summary>
    public static async Task<Outcome<Confirmed>> RunAsync(Admin admin, IDeviceCatalogue catalogue, IResetDesk desk, int count, CancellationToken stop)
    {
        var review = await ReviewAsync(admin, catalogue, desk, count, stop);
        return review.Refused is { } refused ? refused : await ConfirmAsync(admin, desk, review.Value!, stop);
    }

    /// <summary>Chooses ready devices and has them read live.</summary>
    public static async Task<Outcome<Review>> ReviewAsync(Admin admin, IDeviceCatalogue catalogue, IResetDesk desk, int count, CancellationToken stop)
    {
        await UntilAsync(async () => (await catalogue.StatusAsync(admin, stop)).LastFullRead is not null, stop);
        var selection = await catalogue.SelectAsync(admin, new Choice.Keys(await KeysAsync(admin, catalogue, count, stop)), stop);
        if (selection.Refused is { } notChosen)
            return notChosen;
        var started = await desk.StartReviewAsync(admin, selection.Value!.Id, OrderKind.AutopilotReset, stop);
        if (started.Refused is { } notStarted)
            return notStarted;
        Review? review = null;
        await UntilAsync(async () => (review = await desk.GetReviewAsync(admin, started.Value, stop))!.Complete, stop);
        return review!;
    }

    /// <summary>Confirms what was reviewed.</summary>
    public static async Task<Outcome<Confirmed>> ConfirmAsync(Admin admin, IResetDesk desk, Review review, CancellationToken stop, WavePlan? waves = null)
    {
        var sent = await SentAsync(admin, desk, review, stop);
        var confirmed = default(Outcome<Guid>);

        // The last device's reading stands before the review says of itself that it is finished.
        await UntilAsync(async () => (confirmed = await desk.ConfirmAsync(admin, Typed(review, sent.Count) with { Waves = waves }, stop)).Refused?.Code != "review-incomplete", stop);
        return confirmed.Refused is { } refused ? refused : new Confirmed(confirmed.Value, [.. sent.Select(d => d.Facts!.ManagedDeviceId!)]);
    }

    private static async Task<List<ReviewedDevice>> SentAsync(Admin admin, IResetDesk desk, Review review, CancellationToken stop)
    {
        if (review.Bulk is null)
            return [.. review.Devices.Where(d => d.WillBeSent)];
        var sent = new List<ReviewedDevice>();
        while (sent.Count < review.Sent)
            sent.AddRange(await desk.GetReviewedAsync(admin, review.Id, new ReviewFilter(Sent: true), sent.Count, Review.MostListed, stop));
        return sent;
    }

    /// <summary>What an admin types who has seen the review.</summary>
    public static Confirmation Typed(Review review, int devices) => new()
    {
        ReviewId = review.Id,
        FrozenHash = review.FrozenHash,
        NextUser = NextUser.SomebodyElse,
        TypedCount = devices.ToString(CultureInfo.InvariantCulture),
        Justification = "Injecting a fault into this batch",
    };

    /// <summary>Ready devices that are not of the named cast, by name.</summary>
    private static async Task<List<string>> KeysAsync(Admin admin, IDeviceCatalogue catalogue, int count, CancellationToken stop)
    {
        var keys = new List<string>();
        while (keys.Count < count)
        {
            var page = await catalogue.FindAsync(admin, new DeviceQuery { Text = "LT-", Verdict = Verdict.Ready, Armed = false }, keys.Count, Math.Min(Page, count - keys.Count), stop);
            if (page.Rows.Count == 0)
                break;
            keys.AddRange(page.Rows.Select(r => r.Key));
        }

        return keys;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Beat, TimeProvider.System);
        while (!await holds())
            await beat.WaitForNextTickAsync(stop);
    }
}
