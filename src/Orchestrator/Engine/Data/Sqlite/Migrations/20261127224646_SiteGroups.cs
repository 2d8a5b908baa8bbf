using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SiteGroups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Wave_Position_SiteTag_SiteName_NotBefore_Id",
                table: "Requests");

            migrationBuilder.AddColumn<string>(
                name: "SiteGroup",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Wave_Position_SiteTag_SiteName_SiteGroup_NotBefore_Id",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Wave", "Position", "SiteTag", "SiteName", "SiteGroup", "NotBefore", "Id" },
                filter: "\"SiteTag\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_SiteGroup_AtWorkSince",
                table: "Requests",
                columns: new[] { "Tenant", "SiteGroup", "AtWorkSince" },
                filter: "\"AtWorkSince\" IS NOT NULL AND \"SiteGroup\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Wave_Position_SiteTag_SiteName_SiteGroup_NotBefore_Id",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Tenant_SiteGroup_AtWorkSince",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "SiteGroup",
                table: "Requests");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Wave_Position_SiteTag_SiteName_NotBefore_Id",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Wave", "Position", "SiteTag", "SiteName", "NotBefore", "Id" },
                filter: "\"SiteTag\" IS NOT NULL");
        }
    }
}
