using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SiteCaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AtWorkSince",
                table: "Requests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SiteName",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SiteTag",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SiteCap",
                table: "Batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Sites",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Wave_Position_SiteTag_SiteName_NotBefore_Id",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Wave", "Position", "SiteTag", "SiteName", "NotBefore", "Id" },
                filter: "\"SiteTag\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_SiteName_AtWorkSince",
                table: "Requests",
                columns: new[] { "Tenant", "SiteName", "AtWorkSince" },
                filter: "\"AtWorkSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_SiteTag_AtWorkSince",
                table: "Requests",
                columns: new[] { "Tenant", "SiteTag", "AtWorkSince" },
                filter: "\"AtWorkSince\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Wave_Position_SiteTag_SiteName_NotBefore_Id",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_SiteName_AtWorkSince",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_SiteTag_AtWorkSince",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "AtWorkSince",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "SiteName",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "SiteTag",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "SiteCap",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "Sites",
                table: "Batches");
        }
    }
}
