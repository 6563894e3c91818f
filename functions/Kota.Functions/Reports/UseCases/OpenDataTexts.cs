namespace Kota.Functions.Reports.UseCases;

/// <summary>Says what the numbers mean. In Indonesian: the metadata goes to the national catalogue as it is.</summary>
internal static class OpenDataTexts
{
    public static DatasetMetadata Metadata { get; } = new(
        "Kinerja layanan SAMBAT Kota Malang per bulan",
        "Jumlah laporan warga yang masuk dan dijawab, lama sampai jawaban pertama, dan bagian yang melewati batas waktu, menurut dinas, kategori, atau kelurahan.",
        new Dictionary<string, string>
        {
            ["opened"] = "laporan yang masuk dalam bulan itu",
            ["answered"] = "laporan yang pertama kali dijawab dalam bulan itu",
            ["medianDays"] = "hari kalender, nilai tengah dari laporan masuk sampai jawaban pertama",
            ["p90Days"] = "hari kalender, persentil ke-90",
            ["lateShare"] = "bagian dari yang dijawab, 0 sampai 1",
            ["reopened"] = "kali laporan dibuka kembali oleh pelapor",
            ["bounces"] = "kali laporan diteruskan karena bukan wewenang dinas",
            ["merged"] = "kali laporan digabung dengan laporan lain tentang hal yang sama",
        },
        "Kota Malang, Dinas Komunikasi dan Informatika",
        "CC-BY-4.0",
        "bulanan, setelah bulan berakhir",
        "Angka 1 sampai 4 disembunyikan, beserta angka lain yang memungkinkan angka itu dihitung. Laporan rahasia hanya masuk angka dinas, bila cukup banyak.");
}
