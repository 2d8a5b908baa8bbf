using System.Xml.Linq;
using AutopilotReset.Engine.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Identity.Keys;

/// <summary>
/// Data-protection keys in the console's database, so that one backup holds them. They are useless without the key file or certificate that wraps them.
/// The framework asks for them synchronously, at start and every few months.
/// </summary>
internal sealed class KeyRepository(ConsoleDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Task.Run(() => database.ReadAsync(db => db.Set<KeyRow>().OrderBy(r => r.Name).Select(r => r.Xml).ToListAsync())).GetAwaiter().GetResult()
            .ConvertAll(XElement.Parse);

    public void StoreElement(XElement element, string friendlyName)
    {
        var row = new KeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) };
        Task.Run(() => database.WriteAsync(db =>
        {
            db.Add(row);
            return Task.CompletedTask;
        }, CancellationToken.None)).GetAwaiter().GetResult();
    }
}
