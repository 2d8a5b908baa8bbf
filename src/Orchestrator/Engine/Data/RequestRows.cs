using System.Linq.Expressions;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Data;

/// <summary>Requests as rows of a grid, without their snapshots.</summary>
internal static class RequestRows
{
    public static Expression<Func<DeviceRequest, RequestRow>> Shown { get; } = r => new RequestRow
    {
        Id = r.Id,
        BatchId = r.BatchId,
        Kind = r.Kind,
        DeviceKey = r.DeviceKey,
        Name = r.Name,
        Serial = r.Serial,
        State = r.State,
        Note = r.Note,
        Grade = r.Grade,
        ReportedOnly = r.ReportedOnly,
        LastEvidenceAt = r.LastEvidenceAt,
        AcceptedAt = r.AcceptedAt,
        ArmedSince = r.ArmedSince,
        ProvenAt = r.ProvenAt,
        ChangedAt = r.ChangedAt,
        ReadyFrom = r.ReadyFrom,
        TenantApproval = r.TenantApproval,
        TenantApprovalExpiresAt = r.TenantApprovalExpiresAt,
    };

    public static Func<DeviceRequest, RequestRow> Compiled { get; } = Shown.Compile();
}
