namespace Kota.Functions.Reports.Output;

/// <summary>A table of a report: plain values, each a text, a number or nothing.</summary>
public sealed record Sheet(string Name, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>A file of a report.</summary>
public sealed record ReportFile(string Name, string ContentType, byte[] Content);
