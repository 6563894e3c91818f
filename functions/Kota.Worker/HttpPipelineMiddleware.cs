using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kota.Worker;

/// <summary>Runs Kota's own pipeline around each HTTP function; other triggers pass through.</summary>
internal sealed class HttpPipelineMiddleware(RequestPipeline pipeline) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        await pipeline.RunAsync(http, async () =>
        {
            await next(context);
            return context.GetInvocationResult().Value;
        });
        // The pipeline has written the answer: the worker must not execute the result once more.
        context.GetInvocationResult().Value = Results.Empty;
    }
}
