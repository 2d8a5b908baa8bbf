using AutopilotReset.Engine.Audit;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
{
    /// <summary>Written by hand: the triggers that keep the audit append-only. A later change of them is a migration of its own.</summary>
    [DbContext(typeof(SqliteConsoleDbContext))]
    [Migration("20261123045700_AuditTriggers")]
    public class AuditTriggers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in AuditSchema.Sqlite)
                migrationBuilder.Sql(statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in AuditSchema.Triggers)
                migrationBuilder.Sql($"DROP TRIGGER {trigger};");
        }
    }
}
