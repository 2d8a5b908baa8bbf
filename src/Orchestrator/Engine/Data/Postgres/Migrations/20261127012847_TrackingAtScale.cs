using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class TrackingAtScale : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_BatchId",
                table: "AuditEntries");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LookedAt",
                table: "Requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MovedAt",
                table: "Requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SecondsToProof",
                table: "Requests",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_NextLookAt",
                table: "Requests",
                columns: new[] { "BatchId", "NextLookAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Position",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_MovedAt",
                table: "Requests",
                columns: new[] { "Tenant", "MovedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_ReadyFrom",
                table: "Requests",
                columns: new[] { "Tenant", "ReadyFrom" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_SecondsToProof_ProvenAt",
                table: "Requests",
                columns: new[] { "Tenant", "SecondsToProof", "ProvenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_State_ChangedAt",
                table: "Requests",
                columns: new[] { "Tenant", "State", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_State_NextLookAt",
                table: "Requests",
                columns: new[] { "Tenant", "State", "NextLookAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_BatchId_Seq",
                table: "AuditEntries",
                columns: new[] { "BatchId", "Seq" });

            migrationBuilder.Sql("UPDATE \"Requests\" SET \"SecondsToProof\" = EXTRACT(EPOCH FROM \"ProvenAt\" - \"AcceptedAt\")::bigint WHERE \"ProvenAt\" IS NOT NULL AND \"AcceptedAt\" IS NOT NULL;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_NextLookAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Position",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_MovedAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_ReadyFrom",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_SecondsToProof_ProvenAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_State_ChangedAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_State_NextLookAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_BatchId_Seq",
                table: "AuditEntries");

            migrationBuilder.DropColumn(
                name: "LookedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "MovedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "SecondsToProof",
                table: "Requests");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_BatchId",
                table: "AuditEntries",
                column: "BatchId");
        }
    }
}
