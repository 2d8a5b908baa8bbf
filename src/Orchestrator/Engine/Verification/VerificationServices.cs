using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Verification;

public static class VerificationServices
{
    /// <summary>Repair of primary users and owners left behind. Needs <c>AddGraph</c>, identity and the database.</summary>
    public static IServiceCollection AddVerification(this IServiceCollection services)
    {
        services.AddSingleton<HolderAccess>();
        services.AddSingleton<RepairRecords>();
        services.AddSingleton<Repairs>();
        return services;
    }
}
