using Kota.Kernel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Kota.Functions.Identity;

/// <summary>
/// Makes the person of Kota:Security:FirstAdmin (a subject, as /api/v1/me shows it) a city admin when the host starts and the table does not
/// know them yet: somebody has to say who the others are.
/// </summary>
internal sealed class EnterFirstAdmin(Subjects subjects, IConfiguration configuration) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => configuration["Kota:Security:FirstAdmin"] is { Length: > 0 } subject
        ? subjects.EnterAsync(SubjectRow.For(subject, [Role.Citizen, Role.CityAdmin], null, null, demo: false), cancellationToken)
        : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
