using System.Collections.Concurrent;
using Azure.Identity;
using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Kota.Kernel.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Worker;

/// <summary>Topics go to Service Bus, queues stay in the storage account.</summary>
internal sealed class ServiceBusMessageSender(ServiceBusClient bus, StorageQueueSender queues) : IMessageSender, IAsyncDisposable
{
    // A sender holds an AMQP link: one for each topic, for the life of the process.
    private readonly ConcurrentDictionary<string, ServiceBusSender> senders = new();

    public Task SendAsync(Destination to, string messageId, string body, CancellationToken ct) => to.Kind == DestinationKind.Queue
        ? queues.SendAsync(to, messageId, body, ct)
        : senders.GetOrAdd(to.Name, bus.CreateSender).SendMessageAsync(Wrap(messageId, body), ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in senders.Values)
            await sender.DisposeAsync();
    }

    private static ServiceBusMessage Wrap(string messageId, string body) => new(body)
    {
        MessageId = messageId,
        ContentType = "application/cloudevents+json",
        Subject = Message.Read(body).Type,
    };
}

/// <summary>Chooses the transport between slices.</summary>
internal static class MessagingSetup
{
    private const string Connection = "KotaServiceBus";

    /// <summary><c>Kota:Messaging:Transport</c> is <c>ServiceBus</c> (default) or <c>StorageQueue</c>.</summary>
    /// <exception cref="InvalidOperationException">Another transport, or Service Bus without an address.</exception>
    public static void AddMessageSender(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<StorageQueueSender>();
        switch (configuration["Kota:Messaging:Transport"] ?? "ServiceBus")
        {
            case "ServiceBus":
                services.AddSingleton(_ => CreateClient(configuration));
                services.AddSingleton<IMessageSender, ServiceBusMessageSender>();
                break;
            case "StorageQueue":
                services.AddSingleton<IMessageSender>(p => p.GetRequiredService<StorageQueueSender>());
                break;
            case var other:
                throw new InvalidOperationException($"Kota:Messaging:Transport is '{other}': set it to ServiceBus or StorageQueue.");
        }
    }

    // The same two forms, and the same names, that the Service Bus trigger reads.
    private static ServiceBusClient CreateClient(IConfiguration configuration)
    {
        if (configuration[Connection] is { Length: > 0 } connection)
            return new ServiceBusClient(connection);
        var address = configuration[$"{Connection}:fullyQualifiedNamespace"]
            ?? throw new InvalidOperationException($"Set {Connection} to a connection string, or {Connection}__fullyQualifiedNamespace to the address of a namespace.");
        return new ServiceBusClient(address, new DefaultAzureCredential(
            new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration[$"{Connection}:clientId"] }));
    }
}
