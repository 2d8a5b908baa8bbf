using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
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

            migrationBuilder.AddColumn<long>(
                name: "LookedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MovedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SecondsToProof",
                table: "Requests",
                type: "INTEGER",
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

            // Times are ticks here.
            migrationBuilder.Sql("UPDATE \"Requests\" SET \"SecondsToProof\" = (\"ProvenAt\" - \"AcceptedAt\") / 10000000 WHERE \"ProvenAt\" IS NOT NULL AND \"AcceptedAt\" IS NOT NULL;");
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
