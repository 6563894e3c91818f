using System.Reflection;

namespace Kota.EmbeddedHost.Catalog;

/// <summary>
/// Makes an instance in a scope of its own and calls the method, as the worker does. Factory and invoker are made at the first
/// call: a hundred functions would otherwise cost the start some hundred milliseconds.
/// </summary>
internal sealed class FunctionInvoker(MethodInfo method)
{
    private static readonly MethodInfo BoxOpen = typeof(FunctionInvoker).GetMethod(nameof(BoxAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Lazy<MethodInvoker> call = new(() => MethodInvoker.Create(method));

    private readonly Lazy<ObjectFactory> create = new(() => ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes));

    private readonly Lazy<Func<Task, Task<object?>>> result = new(() => method.ReturnType.IsGenericType
        ? BoxOpen.MakeGenericMethod(method.ReturnType.GenericTypeArguments).CreateDelegate<Func<Task, Task<object?>>>()
        : NothingAsync);

    public IReadOnlyList<ParameterInfo> Parameters { get; } = method.GetParameters();

    /// <summary>Calls with these arguments; gives the task's result, or null where it has none.</summary>
    public async Task<object?> InvokeAsync(IServiceProvider services, object?[] arguments)
    {
        if (method.IsStatic)
            return await result.Value((Task)call.Value.Invoke(null, arguments.AsSpan())!).ConfigureAwait(false);
        var instance = create.Value(services, null);
        try
        {
            return await result.Value((Task)call.Value.Invoke(instance, arguments.AsSpan())!).ConfigureAwait(false);
        }
        finally
        {
            if (instance is IAsyncDisposable later)
                await later.DisposeAsync().ConfigureAwait(false);
            else
                (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> BoxAsync<T>(Task task) => await ((Task<T>)task).ConfigureAwait(false);

    private static async Task<object?> NothingAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }
}
