using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.HostTests.Embedded;

public static class DescribedFunctions
{
    [Function("Described")]
    [Api(
        "Anyone",
        "Greets.",
        Body = typeof(Greeting),
        BodyTypes = ["application/json", "multipart/form-data"],
        Answer = typeof(Greeting),
        Success = 201,
        Query = ["page: which page"],
        Headers = ["!Idempotency-Key: a random UUID"],
        Problems = [400, 401])]
    public static Task<IResult> Described([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "described/{id:guid}")] HttpRequest request, Guid id) =>
        Task.FromResult<IResult>(TypedResults.Created($"/described/{id}", new Greeting("hello")));
}
