using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Body of an action on a submission.</summary>
/// <param name="Action">Code of an action of the service.</param>
/// <param name="Inputs">Inputs of the action, by name.</param>
public sealed record ActionInput(string Action, IReadOnlyDictionary<string, JsonElement>? Inputs = null)
{
    /// <summary>The input of a request, with form strings turned into the types that the action asks for.</summary>
    public static Outcome<ActionInput> From(Incoming incoming, ServiceDefinition definition)
    {
        if (incoming.Form is null)
            return incoming.FromJson<ActionInput>();
        var reader = new FormReader(incoming.Form);
        var code = reader.Text("action");
        var strings = reader.Group("inputs.");
        if (reader.Finish() is { } failure)
            return failure;
        if (code is null)
            return Failure.Invalid("/action", "required");
        var action = definition.Actions.FirstOrDefault(a => a.Code == code);
        return new ActionInput(code, FormValidator.FromForm(strings, action?.Inputs ?? []));
    }
}

/// <summary>Body of a comment.</summary>
/// <param name="Text">What to say; 1 to 2,000 characters.</param>
/// <param name="Public">Whether everybody may read it.</param>
public sealed record CommentInput(string? Text = null, bool Public = false)
{
    /// <summary>The input of a request.</summary>
    public static Outcome<CommentInput> From(Incoming incoming)
    {
        if (incoming.Form is null)
            return incoming.FromJson<CommentInput>();
        var reader = new FormReader(incoming.Form);
        var input = new CommentInput(reader.Text("text"), reader.Flag("public"));
        return reader.Finish() is { } failure ? failure : input;
    }
}
