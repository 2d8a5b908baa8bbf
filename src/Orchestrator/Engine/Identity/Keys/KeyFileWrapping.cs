using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Identity.Keys;

/// <summary>Wraps data-protection keys with the <see cref="KeyFile"/> before they are stored.</summary>
internal sealed class KeyFileEncryptor(KeyFile file) : IXmlEncryptor
{
    internal static readonly XName Element = "wrappedByKeyFile";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var wrapped = file.Wrap(plain);
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement(Element, Convert.ToBase64String(wrapped)), typeof(KeyFileDecryptor));
    }
}

/// <summary>Undoes <see cref="KeyFileEncryptor"/>. Named in the stored XML and made by the framework, hence the constructor's shape.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var plain = services.GetRequiredService<KeyFile>().Unwrap(Convert.FromBase64String(encryptedElement.Value));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
