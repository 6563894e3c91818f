using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Kernel.Http;

/// <summary>The framework's options for reading forms and writing JSON, set alike by both hosts.</summary>
public static class HttpDefaults
{
    /// <summary>Sets the form limit to <see cref="RequestPipeline.MaxBodyBytes"/> and JSON to <see cref="JsonBody.Options"/>.</summary>
    public static IServiceCollection AddKotaHttpDefaults(this IServiceCollection services) => services
        .Configure<FormOptions>(o => o.MultipartBodyLengthLimit = RequestPipeline.MaxBodyBytes)
        .Configure<JsonOptions>(o => JsonBody.Apply(o.SerializerOptions));
}
