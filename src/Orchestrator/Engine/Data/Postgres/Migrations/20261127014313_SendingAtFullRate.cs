using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SendingAtFullRate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CountedAt",
                table: "Requests",
                type: "timestamp with time zone",
                nullable: true);

            // What was sent in the last day keeps counting against the cap.
            migrationBuilder.Sql(
                "UPDATE \"Requests\" SET \"CountedAt\" = (SELECT MAX(a.\"IntentAt\") FROM \"Attempts\" a WHERE a.\"RequestId\" = \"Requests\".\"Id\" AND (a.\"LiveRequestId\" IS NOT NULL OR a.\"Status\" IS NOT NULL))");

            migrationBuilder.AddColumn<string>(
                name: "IntuneAudit",
                table: "Attempts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LeftAt",
                table: "Attempts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SendPaces",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PerMinute = table.Column<int>(type: "integer", nullable: false),
                    LeftIn20Seconds = table.Column<int>(type: "integer", nullable: false),
                    HeldUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SendPaces", x => x.Tenant);
                });

            migrationBuilder.CreateTable(
                name: "SentMinutes",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Minute = table.Column<long>(type: "bigint", nullable: false),
                    Devices = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SentMinutes", x => new { x.Tenant, x.Minute });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_CountedAt",
                table: "Requests",
                columns: new[] { "Tenant", "CountedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SendPaces");

            migrationBuilder.DropTable(
                name: "SentMinutes");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_CountedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "CountedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "IntuneAudit",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "LeftAt",
                table: "Attempts");
        }
    }
}
