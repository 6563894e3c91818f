using System.Diagnostics;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Storage;

/// <summary>Which first page of an inbox.</summary>
/// <param name="Agency">Whose inbox.</param>
/// <param name="Partition">Where the list begins.</param>
/// <param name="Filter">Conditions beside the keys.</param>
/// <param name="Late">Whether it ends at the present moment.</param>
/// <param name="Take">Rows on the page.</param>
/// <param name="Today">Whether it goes from the present moment to the end of the day.</param>
internal sealed record FirstPage(string Agency, string Partition, string Filter, bool Late, int Take, bool Today = false);

/// <summary>
/// First pages of inboxes as they were a moment ago, so that those who look at the same list share one query. Kept are rows and
/// no answers: who may see them is asked before, each time, and what depends on the reader or on the hour is made after.
/// </summary>
public sealed class FirstPages(IOptions<ListOptions> options, CityClock clock)
{
    // A page of 100 rows takes about 100 KB, as do 1,000 rows that hold only what is counted: all of them some 13 MB at most.
    private const int Most = 128;

    private readonly TimeSpan life = TimeSpan.FromSeconds(options.Value.CacheSeconds);
    private readonly Dictionary<FirstPage, Kept> pages = [];
    private readonly Lock gate = new();

    /// <summary>The page that is kept, or the one that is read now.</summary>
    /// <param name="page">Which page.</param>
    /// <param name="read">Reads the page. It goes on when one of those who wait for it leaves.</param>
    /// <param name="ct">Stops the waiting.</param>
    internal Task<Outcome<Page<IndexRow>>> GetAsync(FirstPage page, Func<CancellationToken, Task<Outcome<Page<IndexRow>>>> read, CancellationToken ct) =>
        life == TimeSpan.Zero ? read(ct) : Find(page, read).WaitAsync(ct);

    /// <summary>
    /// Lets the next reader see a change, once it is written. A query that is under way goes with the rest: it may have passed
    /// the row before it was written.
    /// </summary>
    /// <param name="partition">Partition of the index in which something was written or deleted.</param>
    internal void Forget(string partition)
    {
        if (IndexRow.InboxOf(partition) is not { } agency)
            return;
        lock (gate)
        {
            foreach (var page in pages.Keys.Where(p => p.Agency == agency).ToList())
                pages.Remove(page);
        }
    }

    private Task<Outcome<Page<IndexRow>>> Find(FirstPage page, Func<CancellationToken, Task<Outcome<Page<IndexRow>>>> read)
    {
        lock (gate)
        {
            var kept = pages.GetValueOrDefault(page);
            if (kept?.Next is { } next && (next.Rows.IsCompletedSuccessfully || !IsFresh(kept, life)))
                kept = next;
            if (kept is null || !IsFresh(kept, life))
                kept = Start(read);
            else if (!IsFresh(kept, life / 2) && kept.Next is null or { Failed: true })
                kept.Next = Start(read);

            // Pages live so short that it does not pay to choose which of them goes.
            if (pages.Count >= Most && !pages.ContainsKey(page))
                pages.Clear();
            pages[page] = kept;
            return kept.Rows;
        }
    }

    // On another thread, for the gate is shut.
    private Kept Start(Func<CancellationToken, Task<Outcome<Page<IndexRow>>>> read) =>
        new(Stopwatch.GetTimestamp(), clock.Now, Task.Run(() => read(CancellationToken.None)));

    // By the clock too, which is set now and then: what is late or which month it is depends on it.
    private bool IsFresh(Kept kept, TimeSpan age) =>
        !kept.Failed && Stopwatch.GetElapsedTime(kept.Started) < age && (clock.Now - kept.At).Duration() < age;

    /// <param name="started">When the query began: no change before that is missing.</param>
    /// <param name="at">The same by the city's clock.</param>
    /// <param name="rows">The query, done or under way.</param>
    private sealed class Kept(long started, DateTimeOffset at, Task<Outcome<Page<IndexRow>>> rows)
    {
        public long Started => started;

        public DateTimeOffset At => at;

        public Task<Outcome<Page<IndexRow>>> Rows => rows;

        public bool Failed => rows is { IsCompleted: true, IsCompletedSuccessfully: false };

        /// <summary>Takes this one's place: asked for at half of its life, so that nobody waits for a page that many look at.</summary>
        public Kept? Next { get; set; }
    }
}
