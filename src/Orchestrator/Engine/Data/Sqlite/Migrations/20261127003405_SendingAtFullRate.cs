using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SendingAtFullRate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "ExpiresAt",
                table: "DispatchLeases",
                newName: "RenewedAt");

            migrationBuilder.AddColumn<long>(
                name: "CountedAt",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            // What was sent in the last day keeps counting against the cap.
            migrationBuilder.Sql(
                "UPDATE Requests SET CountedAt = (SELECT MAX(a.IntentAt) FROM Attempts a WHERE a.RequestId = Requests.Id AND (a.LiveRequestId IS NOT NULL OR a.Status IS NOT NULL))");

            migrationBuilder.AddColumn<long>(
                name: "Beat",
                table: "DispatchLeases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "HeldUntil",
                table: "DispatchLeases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LeftIn20Seconds",
                table: "DispatchLeases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "PerMinute",
                table: "DispatchLeases",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "IntuneAudit",
                table: "Attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LeftAt",
                table: "Attempts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SentMinutes",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", nullable: false),
                    Minute = table.Column<long>(type: "INTEGER", nullable: false),
                    Devices = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SentMinutes", x => new { x.Tenant, x.Minute });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Position",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_CountedAt",
                table: "Requests",
                columns: new[] { "Tenant", "CountedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SentMinutes");

            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Position",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_CountedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "CountedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Beat",
                table: "DispatchLeases");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "DispatchLeases");

            migrationBuilder.DropColumn(
                name: "LeftIn20Seconds",
                table: "DispatchLeases");

            migrationBuilder.DropColumn(
                name: "PerMinute",
                table: "DispatchLeases");

            migrationBuilder.DropColumn(
                name: "IntuneAudit",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "LeftAt",
                table: "Attempts");

            migrationBuilder.RenameColumn(
                name: "RenewedAt",
                table: "DispatchLeases",
                newName: "ExpiresAt");
        }
    }
}
