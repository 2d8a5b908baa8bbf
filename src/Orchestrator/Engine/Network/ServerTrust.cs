using System.Net.Security;

namespace AutopilotReset.Engine.Network;

/// <summary>Judges a server's certificate where a library connects by itself (mail); the host gives it, by <c>Network:TrustedCaFile</c>.</summary>
/// <param name="Accepts"><c>null</c>: the platform alone judges.</param>
public sealed record ServerTrust(RemoteCertificateValidationCallback? Accepts);
