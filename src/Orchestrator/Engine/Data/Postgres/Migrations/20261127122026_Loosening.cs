using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Loosening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OffAsk",
                table: "KillSwitches",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemovalAsk",
                table: "GuardEntries",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OffAsk",
                table: "KillSwitches");

            migrationBuilder.DropColumn(
                name: "RemovalAsk",
                table: "GuardEntries");
        }
    }
}
