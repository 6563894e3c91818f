namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for a Service Bus message. Shape of the attribute in Microsoft.Azure.Functions.Worker.Extensions.ServiceBus 5.24.0.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute : Attribute
{
    /// <summary>Messages of a queue.</summary>
    /// <param name="queueName">Queue, or <c>%Setting%</c>.</param>
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    /// <summary>Messages of a topic's subscription.</summary>
    /// <param name="topicName">Topic, or <c>%Setting%</c>.</param>
    /// <param name="subscriptionName">Subscription, or <c>%Setting%</c>.</param>
    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    /// <summary>Setting that holds the connection; AzureWebJobsServiceBus when null.</summary>
    public string? Connection { get; set; }

    /// <summary>Queue; null for a topic.</summary>
    public string? QueueName { get; }

    /// <summary>Topic; null for a queue.</summary>
    public string? TopicName { get; }

    /// <summary>Subscription; null for a queue.</summary>
    public string? SubscriptionName { get; }

    /// <summary>Whether the entity uses sessions.</summary>
    public bool IsSessionsEnabled { get; set; }

    /// <summary>Whether the function takes an array of messages.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Whether the host completes the message after success.</summary>
    public bool AutoCompleteMessages { get; set; }
}
