using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Reads the body of a new submission, with form strings turned into the types that the definition asks for.</summary>
internal static class SubmissionInput
{
    public static Outcome<SubmissionBody> From(Incoming incoming, ServiceDefinition definition)
    {
        if (incoming.Form is null)
            return incoming.FromJson<SubmissionBody>();
        var reader = new FormReader(incoming.Form);
        var fields = reader.Group("fields.");
        var place = new PlaceBody(reader.Text("place.kelurahan"), reader.Integer("place.rw"), reader.Number("place.lat"), reader.Number("place.lon"));
        var body = new SubmissionBody
        {
            Category = reader.Text("category"),
            Fields = FormValidator.FromForm(fields, definition.Fields),
            Place = place == new PlaceBody() ? null : place,
            Anonymous = reader.Flag("anonymous"),
            Secret = reader.Flag("secret"),
            Channel = reader.Text("channel"),
        };
        return reader.Finish() is { } failure ? failure : body;
    }
}
