using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class TenantApproval : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "TenantApproval",
                table: "Requests",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TenantApprovalExpiresAt",
                table: "Requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Body",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Justification",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "SentApprovalCode",
                table: "Attempts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "TenantApproval",
                table: "Attempts",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_TenantApproval",
                table: "Requests",
                columns: new[] { "Tenant", "TenantApproval" },
                filter: "\"TenantApproval\" <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_TenantApproval",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "TenantApproval",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "TenantApprovalExpiresAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Body",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Justification",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "SentApprovalCode",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "TenantApproval",
                table: "Attempts");
        }
    }
}
