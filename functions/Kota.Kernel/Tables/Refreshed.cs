namespace Kota.Kernel.Tables;

/// <summary>
/// Something small that nearly every request needs: kept by each instance and read again in the background when it is old, so that no
/// request waits for it. An instance may act by what was before for its life, and for one request more.
/// </summary>
/// <param name="read">Reads it.</param>
/// <param name="life">After how long it is read again.</param>
/// <param name="time">Clock.</param>
/// <param name="failed">Told when a reading in the background failed; what was before goes on to hold for another life.</param>
public sealed class Refreshed<T>(Func<CancellationToken, Task<T>> read, TimeSpan life, TimeProvider time, Action<Exception> failed)
    where T : class
{
    private Kept? kept;

    /// <summary>As it is kept; read now when it is not.</summary>
    public async ValueTask<T> GetAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref kept) is not { } there)
        {
            there = new Kept(await read(ct).ConfigureAwait(false), time.GetUtcNow());
            Volatile.Write(ref kept, there);
            return there.Value;
        }

        var now = time.GetUtcNow();
        var renewed = new Kept(there.Value, now);
        if (now - there.At >= life && Interlocked.CompareExchange(ref kept, renewed, there) == there)
            _ = RefreshAsync(renewed);
        return there.Value;
    }

    /// <summary>Lets this instance see a change that was just made.</summary>
    public void Forget() => Volatile.Write(ref kept, null);

    private async Task RefreshAsync(Kept before)
    {
        try
        {
            // Only in the place of what was there: a change made here meanwhile has struck that out.
            var value = await read(CancellationToken.None).ConfigureAwait(false);
            Interlocked.CompareExchange(ref kept, new Kept(value, time.GetUtcNow()), before);
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private sealed class Kept(T value, DateTimeOffset at)
    {
        public T Value => value;

        public DateTimeOffset At => at;
    }
}
