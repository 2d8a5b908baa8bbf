using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Features.Audit;
using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Features.Resets;
using Microsoft.AspNetCore.Mvc;

namespace AutopilotReset.Web.Api;

internal static class ExportEndpoints
{
    /// <summary>
    /// Files to download: <c>/api/devices.csv</c>, <c>/api/audit.csv</c>, <c>/api/audit.json</c>, <c>/api/requests.csv</c>, <c>/api/resets/{id}.csv</c>, <c>/api/reviews/{id}.csv</c>.
    /// They take the query of the page that links to them.
    /// </summary>
    public static IEndpointConventionBuilder MapExports(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").RequireAuthorization().AddEndpointFilter(OnlyAdmins);
        api.MapGet("/devices.csv", (HttpContext http, [FromServices] IDeviceCatalogue catalogue, [FromServices] TimeProvider time, CancellationToken stop) =>
            WithDeviceQuery(http, query => DeviceExports.ToCsv(catalogue, AdminOf(http), query, time.GetUtcNow(), stop)));
        api.MapGet("/audit.csv", (HttpContext http, [FromServices] IAuditTrail audit, [FromServices] TimeProvider time, CancellationToken stop) =>
            WithAuditQuery(http, query => AuditExport.ToCsv(audit, AdminOf(http), query, time.GetUtcNow(), stop)));
        api.MapGet("/audit.json", (HttpContext http, [FromServices] IAuditTrail audit, [FromServices] TimeProvider time, CancellationToken stop) =>
            WithAuditQuery(http, query => AuditExport.ToJson(audit, AdminOf(http), query, time.GetUtcNow(), stop)));
        api.MapGet("/requests.csv", (HttpContext http, [FromServices] IResetDesk desk, [FromServices] TimeProvider time, CancellationToken stop) =>
            WithRequestQuery(http, query => ResetExports.Requests(desk, AdminOf(http), query, time.GetUtcNow(), stop)));
        api.MapGet("/resets/{id:guid}.csv", (Guid id, HttpContext http, [FromServices] IResetDesk desk, [FromServices] TimeProvider time, CancellationToken stop) =>
            WithRequestQuery(http, query => ResetExports.Requests(desk, AdminOf(http), query with { BatchId = id }, time.GetUtcNow(), stop)));
        api.MapGet("/reviews/{id:guid}.csv", ExportReviewAsync);
        return api;
    }

    private static async Task<IResult> ExportReviewAsync(
        Guid id, HttpContext http, [FromServices] IResetDesk desk, [FromServices] IDeviceCatalogue catalogue, [FromServices] TimeProvider time, CancellationToken stop) =>
        await desk.GetReviewAsync(AdminOf(http), id, stop) is { } review
            ? ResetExports.Review(desk, catalogue, AdminOf(http), review, time.GetUtcNow(), stop)
            : Results.Problem($"There is no review {id:D} for you.", statusCode: StatusCodes.Status404NotFound);

    private static IResult WithAuditQuery(HttpContext http, Func<AuditQuery, IResult> export)
    {
        var (query, problems) = AuditFilter.Parse(http.Request.QueryString.Value);
        return problems.Count > 0 ? Unreadable(problems) : export(query);
    }

    private static IResult WithDeviceQuery(HttpContext http, Func<DeviceQuery, IResult> export)
    {
        var address = "http://console" + DevicesAddress.Path + http.Request.QueryString.Value;
        var problems = DevicesAddress.Problems(address);
        return problems.Count > 0 ? Unreadable(problems) : export(DevicesAddress.Parse(address).Query);
    }

    private static IResult WithRequestQuery(HttpContext http, Func<RequestQuery, IResult> export)
    {
        var (query, problems) = RequestFilter.Parse(http.Request.QueryString.Value);
        return problems.Count > 0 ? Unreadable(problems) : export(query);
    }

    private static IResult Unreadable(IReadOnlyList<string> problems) =>
        Results.Problem(string.Join(' ', problems), statusCode: StatusCodes.Status400BadRequest, title: "The filter cannot be read");

    private static async ValueTask<object?> OnlyAdmins(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var admin = http.User.Identity?.IsAuthenticated == true ? http.RequestServices.GetRequiredService<AdminFromClaims>()(http.User) : null;
        if (admin is null || admin.Level == AccessLevel.None)
            return Results.Problem("You may not use this console.", statusCode: StatusCodes.Status403Forbidden);
        http.Items[typeof(Admin)] = admin;
        return await next(context);
    }

    private static Admin AdminOf(HttpContext http) =>
        http.Items[typeof(Admin)] as Admin ?? throw new InvalidOperationException("The export was reached without its filter.");
}
