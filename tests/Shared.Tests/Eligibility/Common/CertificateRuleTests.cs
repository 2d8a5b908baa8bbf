using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class CertificateRuleTests() : RuleTests(new CertificateRule())
{
    [Fact]
    public void Judge_ExpiresNow_Refuses() =>
        Expect("mdm-certificate-expired Refused", Clean.Device with { ManagementCertificateExpires = Clean.Now }, says: "2026-06-12 09:00 UTC");

    [Fact]
    public void Judge_ExpiresInAMoment_FindsNothing() => Expect(Nothing, Clean.Device with { ManagementCertificateExpires = Clean.Now.AddTicks(1) });

    [Fact]
    public void Judge_NoDate_FindsNothing()
    {
        Expect(Nothing, Clean.Device with { ManagementCertificateExpires = null });
        Expect(Nothing, Clean.Device with { ManagementCertificateExpires = DateTimeOffset.MinValue });
    }
}
