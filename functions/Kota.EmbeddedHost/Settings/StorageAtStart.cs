using Kota.Kernel.Tables;

namespace Kota.EmbeddedHost.Settings;

/// <summary>Creates what is missing in storage before anything else starts, where Kota:Storage:Create says so.</summary>
internal sealed class StorageAtStart(StorageProvisioner provisioner, IConfiguration settings) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        settings.GetValue<bool>("Kota:Storage:Create") ? provisioner.CreateAsync(cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
