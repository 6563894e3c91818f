using System.Globalization;
using System.Resources;
using Kota.Kernel.Text;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Texts of mails, in the reader's language (NoticeTexts.resx, NoticeTexts.en.resx).</summary>
internal static class NoticeTexts
{
    private static readonly ResourceManager Resources = new("Kota.Functions.Submissions.Notices.NoticeTexts", typeof(NoticeTexts).Assembly);

    /// <summary>An instant as people of Malang write it.</summary>
    public static string Time(DateTimeOffset at, CultureInfo language) => LocalForms.Moment(at, language);

    public static string Get(string key, CultureInfo language, params object[] args) =>
        string.Format(language, Resources.GetString(key, language) ?? throw new InvalidOperationException($"A notice has no text {key}."), args);
}
