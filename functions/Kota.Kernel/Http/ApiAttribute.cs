namespace Kota.Kernel.Http;

/// <summary>
/// What a signature cannot show: policy, body, query, headers, answer and problems of an HTTP function. The OpenAPI document is
/// made from it, and a test holds docs/access.md against it.
/// </summary>
/// <param name="policy">Name of the policy in docs/access.md.</param>
/// <param name="summary">One English line for the document.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiAttribute(string policy, string summary) : Attribute
{
    /// <summary>Name of the policy in docs/access.md.</summary>
    public string Policy { get; } = policy;

    /// <summary>One English line for the document.</summary>
    public string Summary { get; } = summary;

    /// <summary>Record of the JSON body; null for none.</summary>
    public Type? Body { get; init; }

    /// <summary>Media types of the body when it is not only JSON.</summary>
    public string[] BodyTypes { get; init; } = ["application/json"];

    /// <summary>Record of the answer; null for none.</summary>
    public Type? Answer { get; init; }

    /// <summary>Media type of the answer.</summary>
    public string AnswerType { get; init; } = "application/json";

    /// <summary>Status of success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>Query parameters, each <c>name</c> or <c>name: description</c>.</summary>
    public string[] Query { get; init; } = [];

    /// <summary>Request headers, each <c>Name: description</c>; a leading <c>!</c> marks a required one.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>Statuses of problems that it can answer beside 500 and 503.</summary>
    public int[] Problems { get; init; } = [];
}
