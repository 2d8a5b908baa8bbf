using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.UriParser;

namespace AutopilotReset.Testing.Contracts;

/// <summary>Microsoft's v1.0 schema, and what a request's address means by it.</summary>
public sealed class GraphSchema
{
    private static readonly Uri _root = new("https://graph.microsoft.com/v1.0/");
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<GraphSchema>> _loaded = new(StringComparer.Ordinal);

    private GraphSchema(IEdmModel model) => Model = model;

    /// <summary>The types.</summary>
    public IEdmModel Model { get; }

    /// <summary>The schema in a file. Reading it takes seconds, so each file is read once per process.</summary>
    public static GraphSchema Load(string csdl) => _loaded.GetOrAdd(csdl, file => new Lazy<GraphSchema>(() => Read(file))).Value;

    private static GraphSchema Read(string csdl)
    {
        using var reader = XmlReader.Create(csdl);
        return new GraphSchema(CsdlReader.Parse(reader));
    }

    /// <summary>A type by its full name, such as <c>microsoft.graph.device</c>.</summary>
    public IEdmStructuredType? Type(string name) => Model.FindDeclaredType(name) as IEdmStructuredType;

    /// <summary>Parses path and query as OData does: unknown properties in <c>$select</c> or <c>$filter</c> are faults.</summary>
    /// <exception cref="ODataException">The address does not fit the schema.</exception>
    public ODataPath Parse(string path, string query)
    {
        var known = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(IsChecked));
        var parser = new ODataUriParser(Model, _root, new Uri(_root, ByKey(path).TrimStart('/') + (known.Length == 0 ? "" : "?" + known)))
        {
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Slash,
            Resolver = new UnqualifiedODataUriResolver { EnableCaseInsensitive = true },
        };
        var parsed = parser.ParsePath();
        parser.ParseSelectAndExpand();
        parser.ParseFilter();
        parser.ParseOrderBy();
        return parsed;
    }

    /// <summary>The parser of paths knows primary keys only; an alternate key stands in the same place.</summary>
    private static string ByKey(string path) =>
        System.Text.RegularExpressions.Regex.Replace(path, @"\(deviceId='(?<key>[^']*)'\)", "/${key}", System.Text.RegularExpressions.RegexOptions.IgnoreCase);

    /// <summary>Whether the option has a meaning in the schema.</summary>
    private static bool IsChecked(string option)
    {
        var name = Uri.UnescapeDataString(option.Split('=')[0]);
        return name is "$select" or "$filter" or "$expand" or "$orderby";
    }
}
