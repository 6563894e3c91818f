namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for a storage queue message. Shape of the attribute in Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues 5.5.5.</summary>
/// <param name="queueName">Queue, or <c>%Setting%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>Queue, or <c>%Setting%</c>.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>Setting that holds the connection; AzureWebJobsStorage when null.</summary>
    public string? Connection { get; set; }
}
