using Kota.Kernel.Http;
using Kota.Portal.Screens.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>Pages on which the city's people look up and change how Kota works.</summary>
public sealed class AdminPages(
    CatalogueScreen catalogue, RulesScreen rules, HolidaysScreen holidays, DeadLettersScreen letters, PeopleScreen people, ContactScreen contacts, StickersScreen stickers)
{
    private const string Html = "text/html", Form = "application/x-www-form-urlencoded", Multipart = "multipart/form-data";

    [Function("PageAdmin")]
    [Api("officials", "What can be looked up and changed", AnswerType = Html, Problems = [401, 403])]
    public Task<IResult> Index([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/pengaturan")] HttpRequest request) => Task.FromResult(catalogue.Index(request));

    [Function("PageCatalogue")]
    [Api("officials", "A service as it is defined", AnswerType = Html, Problems = [401, 403, 404])]
    public Task<IResult> Catalogue([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/katalog/{code}")] HttpRequest request, string code) =>
        Task.FromResult(catalogue.Service(request, code));

    [Function("PageRules")]
    [Api("officials", "Rules of a service", AnswerType = Html, Query = ["dari: version that fills the form"], Problems = [401, 403, 404])]
    public Task<IResult> Rules([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/aturan/{code}/{kind}")] HttpRequest request, string code, string kind, CancellationToken ct) =>
        rules.ShowAsync(request, code, kind, ct);

    [Function("PageRulesSave")]
    [Api("city admin", "Change rules from their page", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 404, 412, 413, 415, 428])]
    public Task<IResult> SaveRules([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/aturan/{code}/{kind}")] HttpRequest request, string code, string kind, CancellationToken ct) =>
        rules.SaveAsync(request, code, kind, ct);

    [Function("PageRulesHistory")]
    [Api("officials", "What rules were", AnswerType = Html, Query = ["cursor"], Problems = [400, 401, 403, 404])]
    public Task<IResult> RulesHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/aturan/{code}/{kind}/riwayat")] HttpRequest request, string code, string kind, CancellationToken ct) =>
        rules.HistoryAsync(request, code, kind, ct);

    [Function("PageHolidays")]
    [Api("officials", "Days off", AnswerType = Html, Query = ["dari: version that fills the form"], Problems = [401, 403, 404])]
    public Task<IResult> Holidays([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/libur")] HttpRequest request, CancellationToken ct) => holidays.ShowAsync(request, ct);

    [Function("PageHolidaysSave")]
    [Api("city admin", "Change the days off from their page", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 412, 413, 415, 428])]
    public Task<IResult> SaveHolidays([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/libur")] HttpRequest request, CancellationToken ct) => holidays.SaveAsync(request, ct);

    [Function("PageHolidaysHistory")]
    [Api("officials", "What the days off were", AnswerType = Html, Problems = [401, 403])]
    public Task<IResult> HolidaysHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/libur/riwayat")] HttpRequest request, CancellationToken ct) => holidays.HistoryAsync(request, ct);

    [Function("PageDeadLetters")]
    [Api("city admin", "Messages that failed for good", AnswerType = Html, Query = ["antrean: queue or subscription", "cursor"], Problems = [400, 401, 403, 404])]
    public Task<IResult> Letters([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/pesan-gagal")] HttpRequest request, CancellationToken ct) => letters.ShowAsync(request, ct);

    [Function("PageDeadLettersReplay")]
    [Api("city admin", "Send failed messages back from their page", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 413, 415])]
    public Task<IResult> Replay([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/pesan-gagal")] HttpRequest request, CancellationToken ct) => letters.ReplayAsync(request, ct);

    [Function("PagePeople")]
    [Api("agency head, city admin", "People of an agency, their notices and hand-overs", AnswerType = Html, Query = ["agency: code, for the city admin", "orang: subject that is looked for"], Problems = [401, 403, 404])]
    public Task<IResult> People([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/orang")] HttpRequest request, CancellationToken ct) => people.ListAsync(request, ct);

    [Function("PageHandOver")]
    [Api("agency head, city admin", "Hand an officer's submissions over from the page of people", BodyTypes = [Form, Multipart], Success = 303, Problems = [400, 401, 403, 404, 413, 415, 422])]
    public Task<IResult> HandOver([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/orang")] HttpRequest request, CancellationToken ct) => people.HandOverAsync(request, ct);

    [Function("PagePerson")]
    [Api("city admin", "What a person is to the city", AnswerType = Html, Problems = [401, 403, 404])]
    public Task<IResult> Person([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/orang/{subject}")] HttpRequest request, string subject, CancellationToken ct) => people.ShowAsync(request, subject, ct);

    [Function("PagePersonSave")]
    [Api("city admin", "Say from their page what a person is to the city", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 404, 412, 413, 415, 428])]
    public Task<IResult> SavePerson([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/orang/{subject}")] HttpRequest request, string subject, CancellationToken ct) => people.SaveAsync(request, subject, ct);

    [Function("PagePersonHistory")]
    [Api("city admin", "What a person was to the city", AnswerType = Html, Problems = [401, 403, 404])]
    public Task<IResult> PersonHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/orang/{subject}/riwayat")] HttpRequest request, string subject, CancellationToken ct) => people.HistoryAsync(request, subject, ct);

    [Function("PageContact")]
    [Api("agency head, city admin", "Where an official gets notices", AnswerType = Html, Problems = [401, 403, 404])]
    public Task<IResult> Contact([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/kontak/{code}/{subject}")] HttpRequest request, string code, string subject, CancellationToken ct) => contacts.ShowAsync(request, code, subject, ct);

    [Function("PageContactSave")]
    [Api("agency head, city admin", "Change or remove a contact from its page", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 404, 412, 413, 415, 428])]
    public Task<IResult> SaveContact([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/kontak/{code}/{subject}")] HttpRequest request, string code, string subject, CancellationToken ct) => contacts.SaveAsync(request, code, subject, ct);

    [Function("PageContactHistory")]
    [Api("agency head, city admin", "What a contact was", AnswerType = Html, Problems = [401, 403, 404])]
    public Task<IResult> ContactHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/kontak/{code}/{subject}/riwayat")] HttpRequest request, string code, string subject, CancellationToken ct) => contacts.HistoryAsync(request, code, subject, ct);

    [Function("PageStickers")]
    [Api("officials", "Stickers, to look at and print", AnswerType = Html, Query = ["cursor", "take: 1 to 100", "kode: code of a new one"], Problems = [400, 401, 403])]
    public Task<IResult> Stickers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/stiker")] HttpRequest request, CancellationToken ct) => stickers.ListAsync(request, ct);

    [Function("PageStickerEdit")]
    [Api("officials", "A sticker", AnswerType = Html, Query = ["dari: version that fills the form"], Problems = [401, 403, 404])]
    public Task<IResult> Sticker([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/stiker/{code}")] HttpRequest request, string code, CancellationToken ct) => stickers.ShowAsync(request, code, ct);

    [Function("PageStickerSave")]
    [Api("city admin", "Hang or change a sticker from its page", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 412, 413, 415, 428])]
    public Task<IResult> SaveSticker([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/stiker/{code}")] HttpRequest request, string code, CancellationToken ct) => stickers.SaveAsync(request, code, ct);

    [Function("PageStickerHistory")]
    [Api("officials", "What a sticker was", AnswerType = Html, Query = ["cursor"], Problems = [400, 401, 403, 404])]
    public Task<IResult> StickerHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/stiker/{code}/riwayat")] HttpRequest request, string code, CancellationToken ct) => stickers.HistoryAsync(request, code, ct);
}
