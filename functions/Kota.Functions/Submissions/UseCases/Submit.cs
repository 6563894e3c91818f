using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Rules;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Kota.Kernel.Text;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A wish to submit to a service.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Incoming">The request's body.</param>
/// <param name="Key">The client's idempotency key; without one each request is a new submission.</param>
/// <param name="Language">Language of the request: notices to the reporter are in it.</param>
/// <param name="Channel">The door that was used, when that says how it came; null when the body does.</param>
public sealed record SubmitRequest(string Service, Incoming Incoming, string? Key, string Language = "id", string? Channel = null);

/// <summary>What the reporter gets: the same for the same key, for ever.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Service">Code of the service.</param>
/// <param name="State">State of a new submission.</param>
/// <param name="Version">Always 1; the entity tag of the answer.</param>
/// <param name="Pin">With the id it opens the full view; only for guests, and for citizens for whom somebody of the city enters it.</param>
/// <param name="CreatedAt">When it was received.</param>
/// <param name="Due">By when the city looks at it.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record Receipt(
    string Id, string Service, string State, int Version, string? Pin, DateTimeOffset CreatedAt, DateTimeOffset? Due, IReadOnlyDictionary<string, string> Links);

/// <summary>A receipt, and whether an earlier request with the same key made it.</summary>
public sealed record Submitted(Receipt Receipt, bool Replayed);

/// <summary>Takes a new submission.</summary>
public sealed class Submit(
    ServiceCatalogue catalogue, RuleBook rules, Workflow workflow, SubmissionStore store, PhotoIntake photos, PlaceFinder places, Agencies agencies, Pepper pepper, GuestLimits limits, CityClock clock)
{
    public async Task<Outcome<Submitted>> RunAsync(SubmitRequest request, Caller caller, CancellationToken ct)
    {
        if (catalogue.Find(request.Service) is not { } definition)
            return Failure.NotFound("unknown-service");
        if (Refuses(definition, caller) is { } refused)
            return refused;
        if (!(await ReadAsync(definition, request, caller, ct)).Succeeded(out var draft, out var failure))
            return failure;
        var ticket = Ticket.For(pepper, definition, caller, request.Key, draft.ForCitizen);

        // Decoding photos is the costly part of a request: a replay is found before it.
        if (request.Key is not null && request.Incoming.Photos.Count > 0 && await store.FindAsync(ticket.Id, ct) is { } there)
            return Answer(definition, there, ticket, draft.BodyHash, existed: true);
        if (limits.Take(caller) is { } tooMany)
        {
            return request.Key is not null && await store.FindAsync(ticket.Id, ct) is { } before
                ? Answer(definition, before, ticket, draft.BodyHash, existed: true)
                : tooMany;
        }

        if (!(await photos.StoreAsync(ticket.Id, request.Incoming.Photos, ct)).Succeeded(out var pictures, out failure))
            return failure;
        var held = await rules.IsBannedAsync(definition.Code, draft.Open, ct);

        // Whoever enters it for a citizen may read English; the citizen's language nobody knows.
        var input = draft.ToNew(ticket.Id, caller, pictures.Count) with { Held = held, Language = draft.ForCitizen ? Languages.Code(Languages.Indonesian) : request.Language };
        var change = workflow.Begin(definition, input, clock.Now);
        var first = new FirstWrite(draft.BodyHash, ticket.Pin is null ? null : PinOf(pepper, ticket.Id, ticket.Pin), draft.Personal, PhotoRow.For(ticket.Id, 1, pictures));
        return (await store.AddAsync(change, first, ct)).Succeeded(out var added, out failure)
            ? Answer(definition, added.Stored, ticket, draft.BodyHash, added.Existed)
            : failure;
    }

    /// <summary>What would be wrong with a submission, without taking it: for forms that are filled in screen by screen. Null when nothing is.</summary>
    public async Task<Failure?> CheckAsync(SubmitRequest request, Caller caller, CancellationToken ct) =>
        catalogue.Find(request.Service) is not { } definition ? Failure.NotFound("unknown-service")
        : Refuses(definition, caller) ?? (await ReadAsync(definition, request, caller, ct)).Failure;

    /// <summary>Whether this key made a submission already.</summary>
    public async Task<bool> IsThereAsync(string service, string? key, Caller caller, CancellationToken ct) =>
        key is not null && catalogue.Find(service) is { } definition && await store.FindAsync(Ticket.For(pepper, definition, caller, key, forCitizen: false).Id, ct) is not null;

    /// <summary>What is stored of a PIN, and what a given PIN is compared with.</summary>
    internal static byte[] PinOf(Pepper pepper, string id, string pin) => pepper.Hash("pin-check", id, pin);

    /// <summary>Why this caller may not submit to a service; null when they may.</summary>
    internal static Failure? Refuses(ServiceDefinition definition, Caller caller) =>
        definition.Audience.Contains("guest") ? null
        : Require.SignedIn(caller) ?? (definition.Audience.Contains("citizen")
            || caller.Roles.Any(r => definition.Audience.Contains(JsonNamingPolicy.CamelCase.ConvertName(r.ToString()))) ? null : Failure.Forbidden());

    private async Task<Outcome<Draft>> ReadAsync(ServiceDefinition definition, SubmitRequest request, Caller caller, CancellationToken ct)
    {
        var incoming = request.Incoming;
        if (!SubmissionInput.From(incoming, definition).Succeeded(out var body, out var failure))
            return failure;
        if (Channels.ForCitizens.Contains(body.Channel) && !caller.WorksForCity)
            return Failure.Forbidden("channel-officials");
        var form = SubmissionForm.Check(definition, body, new FormContext(
            clock.Today, agencies.Codes, Photos: incoming.Photos.Count, Placeless: request.Channel == Channels.Sms));
        var digests = await PhotoIntake.DigestsAsync(incoming.Photos, definition.Attachments, ct);
        List<FieldError> errors = [.. form.Errors, .. digests.Failure?.Errors ?? []];
        var place = errors.Exists(e => e.Pointer.StartsWith("/place", StringComparison.Ordinal)) ? default : places.Find(body.Place);
        errors.AddRange(place.Failure?.Errors ?? []);
        return errors.Count > 0 ? Failure.Invalid(errors) : Draft.From(definition, body, request.Channel, place.Value, form.Values, digests.Value, pepper);
    }

    private static Outcome<Submitted> Answer(ServiceDefinition definition, Stored stored, Ticket ticket, string bodyHash, bool existed)
    {
        if (stored.Row.BodyHash != bodyHash)
            return new Failure(FailureKind.KeyReused, "key-reused");
        var links = new Dictionary<string, string>
        {
            ["self"] = $"/api/v1/submissions/{ticket.Id}",
            ["timeline"] = $"/api/v1/submissions/{ticket.Id}/timeline",
            ["page"] = $"/lacak/{ticket.Id}",
        };
        var receipt = new Receipt(
            ticket.Id, definition.Code, definition.Start, 1, ticket.Pin, stored.Submission.CreatedAt, stored.Row.FirstDue, links);
        return new Submitted(receipt, existed);
    }

    /// <summary>Id and PIN of a submission: HMACs of caller, service and key, so that a retry finds what the first try made.</summary>
    private sealed record Ticket(string Id, string? Pin)
    {
        public static Ticket For(Pepper pepper, ServiceDefinition definition, Caller caller, string? key, bool forCitizen)
        {
            var who = caller.Subject ?? "guest";
            var unique = key ?? Guid.NewGuid().ToString();
            var id = TrackingId.FromHash(definition.Prefix, pepper.Hash("submission-id", who, definition.Code, unique));
            if (caller.IsSignedIn && !forCitizen)
                return new Ticket(id, null);
            var number = BinaryPrimitives.ReadUInt64BigEndian(pepper.Hash("submission-pin", who, definition.Code, unique)) % 1_000_000;
            return new Ticket(id, number.ToString("D6", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A validated request, split into what may be stored in the clear and what may not.</summary>
    private sealed record Draft(
        string? Category, Place? Place, bool Anonymous, bool Secret, string Channel, IReadOnlyDictionary<string, JsonElement> Open, string? Personal, string BodyHash)
    {
        public bool ForCitizen => Channels.ForCitizens.Contains(Channel);

        public static Draft From(
            ServiceDefinition definition, SubmissionBody input, string? door, Place? place, IReadOnlyDictionary<string, JsonElement> values, IReadOnlyList<string> digests, Pepper pepper)
        {
            var personal = definition.Fields.Where(f => f.Personal != PersonalData.None).Select(f => f.Name).ToHashSet();
            var open = values.Where(v => !personal.Contains(v.Key)).ToDictionary();
            var hidden = values.Where(v => personal.Contains(v.Key)).ToDictionary();
            var ordered = new SortedDictionary<string, JsonElement>(values.ToDictionary(), StringComparer.Ordinal);

            // The default is left out: to say nothing and to say "web" is the same, and older hashes stay true.
            var channel = input.Channel == Channels.Web ? null : input.Channel;
            var canonical = StoredJson.WriteBytes(new { input.Category, place, input.Anonymous, input.Secret, fields = ordered, digests, channel });
            return new Draft(
                input.Category, place, input.Anonymous, input.Secret, door ?? channel ?? Channels.Web, open,
                hidden.Count == 0 ? null : StoredJson.Write(hidden), HashOf(pepper, canonical));
        }

        // Under the pepper: a plain hash would let a phone number be found by trying them all, even after its key is erased.
        private static string HashOf(Pepper pepper, byte[] canonical) =>
            Convert.ToHexStringLower(pepper.Hash("submission-body", IdempotencyKey.HashOf(canonical)));

        public NewSubmission ToNew(string id, Caller caller, int photos)
        {
            var input = new NewSubmission(id, ForCitizen ? null : caller.Subject, Category, Place, Anonymous, Secret, Open, photos, Channel: Channel);
            return ForCitizen ? input with { EnteredAs = caller.Is(Role.CityAdmin) ? Actor.CityAdmin : Actor.Officer, EnteredBy = caller.Subject } : input;
        }
    }
}
