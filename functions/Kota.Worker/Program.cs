using Kota.Functions;
using Kota.Kernel.Http;
using Kota.Kernel.Tables;
using Kota.Portal;
using Kota.Worker;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
// After the line above: before it there is no HttpContext.
builder.UseMiddleware<HttpPipelineMiddleware>();

builder.Services.AddKota();
builder.Services.AddKotaPortal();
builder.Services.AddMessageSender(builder.Configuration);
builder.Services.AddKotaTelemetry(builder.Configuration);

var app = builder.Build();
// In Azure Bicep has made the storage, and the worker's identity may not create any.
if (builder.Configuration.GetValue<bool>("Kota:Storage:Create"))
    await app.Services.GetRequiredService<StorageProvisioner>().CreateAsync(CancellationToken.None);
await app.RunAsync();
