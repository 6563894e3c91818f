using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kota.BrowserTests;

/// <summary>Takes a request, lets the product do its work, and cuts the line before the answer is sent.</summary>
internal sealed class LostAnswers : IStartupFilter
{
    private int wanted;

    /// <summary>How many answers have been lost since <see cref="LoseNext"/>.</summary>
    public int Lost { get; private set; }

    /// <summary>The answer to the next new submission is lost.</summary>
    public void LoseNext()
    {
        Lost = 0;
        wanted = 1;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(LoseAsync);
        next(app);
    };

    private async Task LoseAsync(HttpContext context, RequestDelegate next)
    {
        var isSubmission = HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/submissions", StringComparison.Ordinal);
        if (!isSubmission || Interlocked.Exchange(ref wanted, 0) == 0)
        {
            await next(context);
            return;
        }

        var line = context.Response.Body;
        using var nowhere = new MemoryStream();
        context.Response.Body = nowhere;
        await next(context);
        context.Response.Body = line;
        Lost++;
        context.Abort();
    }
}
