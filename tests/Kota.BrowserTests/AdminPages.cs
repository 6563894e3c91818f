using Kota.Kernel.Security;

namespace Kota.BrowserTests;

/// <summary>Every page of the settings, as the city admin sees it, and as an officer who may only read where that differs.</summary>
internal static class AdminPages
{
    private static readonly string Officer = Caller.SubjectOf("dev", "petugas-dpuprpkp");

    public static IEnumerable<PortalPage> All() =>
    [
        At("admin", "/kelola/pengaturan"),
        At("admin-officer", "/kelola/pengaturan", Reader.Officer),
        At("admin-catalogue", "/kelola/katalog/sambat", Reader.Officer),
        At("admin-routing", "/kelola/aturan/sambat/routing"),
        At("admin-routing-officer", "/kelola/aturan/sambat/routing", Reader.Officer),
        At("admin-templates", "/kelola/aturan/sambat/templates"),
        At("admin-reasons", "/kelola/aturan/sambat/reasons"),
        At("admin-banned", "/kelola/aturan/sambat/banned-words"),
        At("admin-rules-history", "/kelola/aturan/sambat/routing/riwayat"),
        At("admin-holidays", "/kelola/libur"),
        At("admin-holidays-officer", "/kelola/libur", Reader.Officer),
        At("admin-holidays-history", "/kelola/libur/riwayat"),
        At("admin-letters", "/kelola/pesan-gagal"),
        At("admin-letters-empty", "/kelola/pesan-gagal?antrean=submission-changed"),
        At("admin-people", "/kelola/orang"),
        At("admin-people-agency", "/kelola/orang?agency=dpuprpkp"),
        At("admin-people-lost", "/kelola/orang?orang=%3F%3F"),
        At("admin-person", $"/kelola/orang/{Officer}"),
        At("admin-person-history", $"/kelola/orang/{Officer}/riwayat"),
        At("admin-contact", $"/kelola/kontak/dpuprpkp/{Officer}"),
        At("admin-contact-new", $"/kelola/kontak/dishub/{Officer}"),
        At("admin-stickers", "/kelola/stiker"),
        At("admin-stickers-officer", "/kelola/stiker", Reader.Officer),
        At("admin-sticker", $"/kelola/stiker/{SmallCity.Sticker}"),
        At("admin-sticker-new", "/kelola/stiker/PASAR7"),
        At("admin-sticker-history", $"/kelola/stiker/{SmallCity.Sticker}/riwayat"),
        At("admin-reports", "/kelola/rekap"),
        At("admin-reports-officer", "/kelola/rekap?kind=weekly", Reader.Officer),
        At("admin-figures", "/kelola/angka?from=2026-02-01&to=2026-02-28", Reader.Officer),
        At("admin-figures-kelurahan", "/kelola/angka?from=2026-02-01&to=2026-02-28&by=kelurahan", Reader.Officer),
        At("admin-figures-refused", "/kelola/angka?from=2026-02-28&to=2026-02-01", Reader.Officer, 400),
        Refused("admin-reports-refused", "/kelola/rekap", "#ulang button"),
        Refused("admin-sticker-refused", "/kelola/stiker/PASAR8", "button[value=save]"),
        new("admin-routing-refused", Reader.Admin, async (visit, _) =>
        {
            await visit.GoAsync("/kelola/aturan/sambat/routing");
            await visit.PressAsync("button[value=add]");
            await visit.Page.SelectOptionAsync(".editrow:last-of-type [name$='.category']", "damaged-road");
            await visit.PressAsync("button[value=save]");
            await visit.Page.Locator("[role=alert]").WaitForAsync();
        }),
    ];

    private static PortalPage At(string name, string path, Reader reader = Reader.Admin, int status = 200) => PortalPages.At(name, reader, _ => path, status);

    private static PortalPage Refused(string name, string path, string button) => new(name, Reader.Admin, async (visit, _) =>
    {
        await visit.GoAsync(path);
        await visit.PressAsync(button);
        await visit.Page.Locator("[role=alert]").WaitForAsync();
    });
}
