using System.Data;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using CsvHelper;
using MiniExcelLibs;

namespace Kota.Functions.Reports.Output;

/// <summary>Writes sheets as files. The same sheets always give the same bytes: nothing here looks at a clock.</summary>
public static partial class SheetFiles
{
    public const string CsvType = "text/csv; charset=utf-8";
    public const string HtmlType = "text/html; charset=utf-8";
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // The earliest time that a zip entry can hold.
    private static readonly DateTimeOffset ZipEpoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A spreadsheet runs a cell that begins like a formula.
    private static readonly CsvWriterOptions Csv = new() { Injection = CsvInjection.Escape, NewLine = "\r\n" };

    public static ReportFile ToCsv(string name, Sheet sheet)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, Csv, leaveOpen: true))
        {
            csv.WriteHeader([.. sheet.Columns]);
            foreach (var row in sheet.Rows)
            {
                foreach (var value in row)
                    csv.WriteField(Text(value));
                csv.EndRecord();
            }
        }

        return new ReportFile(name, CsvType, stream.ToArray());
    }

    public static ReportFile ToXlsx(string name, IReadOnlyList<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        using var data = new DataSet { Locale = CultureInfo.InvariantCulture };
        foreach (var sheet in sheets)
            data.Tables.Add(ToTable(sheet));
        stream.SaveAs(data);
        return new ReportFile(name, XlsxType, WithoutChance(stream));
    }

    public static ReportFile ToHtml(string name, string title, IReadOnlyList<Sheet> sheets)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"id\">\n<head><meta charset=\"utf-8\"><title>")
            .Append(Encoded(title)).Append("</title></head>\n<body>\n<h1>").Append(Encoded(title)).Append("</h1>\n");
        foreach (var sheet in sheets)
        {
            html.Append("<h2>").Append(Encoded(sheet.Title)).Append("</h2>\n<table>\n<thead><tr>");
            foreach (var column in sheet.Columns)
                html.Append("<th scope=\"col\">").Append(Encoded(column)).Append("</th>");
            html.Append("</tr></thead>\n<tbody>\n");
            foreach (var row in sheet.Rows)
                html.Append("<tr>").AppendJoin("", row.Select(v => $"<td>{Encoded(Text(v))}</td>")).Append("</tr>\n");
            html.Append("</tbody>\n</table>\n");
        }

        return new ReportFile(name, HtmlType, Encoding.UTF8.GetBytes(html.Append("</body>\n</html>\n").ToString()));
    }

    private static DataTable ToTable(Sheet sheet)
    {
        var table = new DataTable(sheet.Name) { Locale = CultureInfo.InvariantCulture };
        for (var i = 0; i < sheet.Columns.Count; i++)
            table.Columns.Add(sheet.Columns[i], typeof(object));
        foreach (var row in sheet.Rows)
            table.Rows.Add([.. row.Select(v => v ?? DBNull.Value)]);
        return table;
    }

    // A workbook is a zip whose entries carry the time of writing, and its sheets are tied to it by ids made at random.
    private static byte[] WithoutChance(Stream workbook)
    {
        workbook.Position = 0;
        var ids = new Dictionary<string, string>();
        using var target = new MemoryStream();
        using (var from = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Fastest);
                copy.LastWriteTime = ZipEpoch;
                using var source = new StreamReader(entry.Open(), Encoding.UTF8);
                using var sink = new StreamWriter(copy.Open());
                sink.Write(RandomId().Replace(source.ReadToEnd(), id => ids.TryGetValue(id.Value, out var known) ? known : ids[id.Value] = $"R{ids.Count + 1}"));
            }
        }

        return target.ToArray();
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex("(?<=[Ii]d=\")R[0-9A-Fa-f]{16,40}(?=\")")]
    private static partial Regex RandomId();
}
