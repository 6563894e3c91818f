namespace Kota.TestKit;

/// <summary>Waits for what happens on another thread or in another process.</summary>
public static class Poll
{
    /// <summary>Returns once the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the limit (10 s unless told).</exception>
    public static Task UntilAsync(Func<bool> condition, TimeSpan? limit = null) => UntilAsync(() => Task.FromResult(condition()), limit);

    /// <summary>Returns once the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the limit (10 s unless told).</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        using var end = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            if (end.IsCancellationRequested)
                throw new TimeoutException("The condition did not come to hold.");
            await timer.WaitForNextTickAsync();
        }
    }
}
