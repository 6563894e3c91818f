using Kota.Kernel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Kota.Functions.Submissions.Notices;

/// <summary>
/// Enters made-up contacts when the host starts, where Kota:Notices:DemoContacts says so and tables are made at start, so that a developer sees the mails of officials.
/// What stands already stays.
/// </summary>
internal sealed class DemoContacts(ContactBook book, IConfiguration configuration) : IHostedService
{
    private static readonly (string Agency, string Subject, Hearer Role)[] People =
    [
        ("dpuprpkp", "petugas-dpuprpkp", Hearer.Officer),
        ("dpuprpkp", "kepala-dpuprpkp", Hearer.AgencyHead),
        ("dishub", "petugas-dishub", Hearer.Officer),
        ("dlh", "petugas-dlh", Hearer.Officer),
        ("diskominfo", "admin", Hearer.CityAdmin),
    ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Says("Kota:Notices:DemoContacts") || !Says("Kota:Storage:Create"))
            return;
        await Task.WhenAll(People.Select(p => EnterAsync(p.Agency, p.Subject, p.Role, cancellationToken)));
    }

    // As the sign-in for development makes its subjects.
    private Task<bool> EnterAsync(string agency, string subject, Hearer role, CancellationToken ct)
    {
        var row = ContactRow.For(agency, Caller.SubjectOf("dev", subject));
        row.Role = role.ToString();
        return book.WriteAsync(row, $"{subject}@demo.invalid", null, ct);
    }

    private bool Says(string setting) => bool.TryParse(configuration[setting], out var said) && said;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
