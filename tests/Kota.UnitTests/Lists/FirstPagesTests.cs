using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kota.UnitTests.Lists;

public sealed class FirstPagesTests
{
    private const string Agency = "dlh";

    // Longer than any run of these tests, so that only the fake clock ends a page's life.
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider time = new();
    private readonly List<TaskCompletionSource<Outcome<Page<IndexRow>>>> queries = [];
    private readonly FirstPages pages;

    public FirstPagesTests() => pages = new FirstPages(Options.Create(new ListOptions { CacheSeconds = (int)Life.TotalSeconds }), new CityClock(time));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_renewed_at_half_its_life_and_served_meanwhile()
    {
        await AnswerAsync(GetAsync(), 0, rows: 1);
        time.Advance(Life * 0.6);
        Assert.Equal(1, await GetAsync());
        Assert.Equal(1, await GetAsync());
        await StartedAsync(2);

        queries[1].SetResult(Rows(2));

        // The next reader comes past the end of the first page's life.
        time.Advance(Life * 0.6);
        Assert.Equal(2, await GetAsync());
    }

    [Fact]
    public async Task A_page_past_its_life_is_waited_for()
    {
        await AnswerAsync(GetAsync(), 0, rows: 1);
        time.Advance(Life);
        await AnswerAsync(GetAsync(), 1, rows: 2);
        time.AdjustTime(time.GetUtcNow() - Life);
        await AnswerAsync(GetAsync(), 2, rows: 3);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_and_harms_nobody()
    {
        await AnswerAsync(GetAsync(), 0, rows: 1);
        time.Advance(Life * 0.6);
        Assert.Equal(1, await GetAsync());
        await StartedAsync(2);
        queries[1].SetException(new InvalidOperationException());

        // A few readers may pass before the failure is noted.
        while (queries.Count < 3)
            Assert.Equal(1, await GetAsync());
        queries[2].SetResult(Rows(2));
        time.Advance(Life * 0.6);
        Assert.Equal(2, await GetAsync());
    }

    [Theory]
    [InlineData("opd|dlh|open")]
    [InlineData("opddue|dlh")]
    [InlineData("opd|dlh|202602")]
    public async Task A_change_drops_pages_and_queries_of_that_agency(string partition)
    {
        await AnswerAsync(GetAsync(), 0, rows: 1);
        var running = GetAsync(take: 5);
        await StartedAsync(2);

        pages.Forget(partition);

        await AnswerAsync(GetAsync(), 2, rows: 2);
        await AnswerAsync(GetAsync(take: 5), 3, rows: 4);
        await AnswerAsync(running, 1, rows: 3);
        Assert.Equal(4, await GetAsync(take: 5));
    }

    [Theory]
    [InlineData("opd|dishub|open")]
    [InlineData("opddue|dishub")]
    [InlineData("cit|dlh")]
    [InlineData("due|2026020302")]
    public async Task A_change_elsewhere_drops_nothing(string partition)
    {
        await AnswerAsync(GetAsync(), 0, rows: 1);

        pages.Forget(partition);

        Assert.Equal(1, await GetAsync());
    }

    [Fact]
    public async Task A_reader_who_leaves_does_not_take_the_query_along()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var gone = GetAsync(ct: leaving.Token);
        var stays = GetAsync();
        await StartedAsync(1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await AnswerAsync(stays, 0, rows: 1);
    }

    private static Outcome<Page<IndexRow>> Rows(int count) => new Page<IndexRow>([.. Enumerable.Range(0, count).Select(_ => new IndexRow())], null);

    private async Task<int> GetAsync(int take = 20, CancellationToken? ct = null)
    {
        var page = await pages.GetAsync(new FirstPage(Agency, IndexRow.OpenPartition(Agency), "", Late: false, take), Query, ct ?? Ct);
        return page.Value!.Items.Count;

        Task<Outcome<Page<IndexRow>>> Query(CancellationToken stop)
        {
            var answer = new TaskCompletionSource<Outcome<Page<IndexRow>>>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (queries)
                queries.Add(answer);
            return answer.Task;
        }
    }

    // Queries begin on other threads.
    private async Task StartedAsync(int count)
    {
        while (queries.Count < count)
            await Task.Delay(1, Ct);
    }

    private async Task AnswerAsync(Task<int> asked, int query, int rows)
    {
        await StartedAsync(query + 1);
        queries[query].SetResult(Rows(rows));
        Assert.Equal(rows, await asked);
    }
}
