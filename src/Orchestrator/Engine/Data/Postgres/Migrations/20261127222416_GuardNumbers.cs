using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class GuardNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_SentMinutes",
                table: "SentMinutes");

            migrationBuilder.AddColumn<string>(
                name: "Person",
                table: "SentMinutes",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "CountedFor",
                table: "Requests",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddPrimaryKey(
                name: "PK_SentMinutes",
                table: "SentMinutes",
                columns: new[] { "Tenant", "Minute", "Person" });

            migrationBuilder.CreateTable(
                name: "GuardNumbers",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Numbers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Changes = table.Column<string>(type: "text", nullable: false),
                    Asks = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuardNumbers", x => x.Tenant);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GuardNumbers");

            migrationBuilder.DropPrimaryKey(
                name: "PK_SentMinutes",
                table: "SentMinutes");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "SentMinutes");

            migrationBuilder.DropColumn(
                name: "CountedFor",
                table: "Requests");

            migrationBuilder.AddPrimaryKey(
                name: "PK_SentMinutes",
                table: "SentMinutes",
                columns: new[] { "Tenant", "Minute" });
        }
    }
}
