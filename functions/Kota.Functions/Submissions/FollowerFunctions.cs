using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions;

/// <summary>Cases that are there already, and following one instead of sending the same again.</summary>
public sealed class FollowerFunctions(FindSimilar similar, FollowAlong follow, TrackingCookie tracking)
{
    private const string Json = "application/json", Form = "multipart/form-data";

    [Function("FindSimilar")]
    [Api("everyone", "Up to five public cases that may be the same: of the category, within 150 m or in the same RW, of the last 60 days", Answer = typeof(IReadOnlyList<SimilarCase>), Query = ["category: code, where the service has categories", "lat: degrees north", "lon: degrees east", "kelurahan: code", "rw: number, with kelurahan"], Problems = [400, 404])]
    public Task<IResult> Similar([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/services/{code}/similar")] HttpRequest request, string code, CancellationToken ct) =>
        SimilarQuery.From(request.Query).ToResultAsync(async query => (await similar.RunAsync(code, query, request.Language(), ct)).ToResult(TypedResults.Ok));

    [Function("AddFollower")]
    [Api("everyone", "Follow a submission: the same trouble, once for each person", Body = typeof(FollowInput), BodyTypes = [Json, Form], Answer = typeof(Following), Success = 201, Headers = ["Idempotency-Key: needed from guests, a random UUID that stands for the person"], Problems = [400, 404, 409, 413, 415, 422, 429])]
    public Task<IResult> Follow([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/followers")] HttpRequest request, string id, CancellationToken ct) =>
        request.Bind((incoming, key) => follow.AddAsync(new FollowWish(id, incoming, key, Languages.Code(request.Language())), tracking.Visitor(request), ct), Answers.Followed, ct);

    [Function("RemoveFollower")]
    [Api("signed in, or by token", "Stop following a submission", Success = 204, Headers = ["X-Kota-Follower: token that a guest got when the following began"], Problems = [401, 404])]
    public async Task<IResult> Unfollow([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/submissions/{id}/followers")] HttpRequest request, string id, CancellationToken ct) =>
        (await follow.RemoveAsync(id, request.Headers[FollowAlong.TokenHeader], tracking.Visitor(request), ct)).ToResult(_ => TypedResults.NoContent());
}
