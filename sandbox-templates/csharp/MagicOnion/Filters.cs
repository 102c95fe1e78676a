using Grpc.Core;

namespace MagicOnion.Client;

/// <summary>Wraps unary calls: change the headers in place, look at what comes back, retry, or answer without calling (MagicOnion, <c>IClientFilter</c>).</summary>
public interface IClientFilter
{
    ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next);
}

/// <summary>What a filter sees of a call on its way out. Its options cannot be replaced; their headers are the client's own, and can be changed.</summary>
public abstract class RequestContext
{
    Dictionary<string, object>? _items;

    private protected RequestContext(string methodPath, CallOptions callOptions, Type responseType) =>
        (MethodPath, CallOptions, ResponseType) = (methodPath, callOptions, responseType);

    /// <summary><c>IMyFirstService/SumAsync</c></summary>
    public string MethodPath { get; }
    public CallOptions CallOptions { get; }
    public Type ResponseType { get; }
    /// <summary>For filters to tell each other.</summary>
    public IDictionary<string, object> Items => _items ??= [];

    /// <summary>The call itself, at the end of the filters.</summary>
    internal abstract ResponseContext Call();

    /// <summary>Passes a call through the filters, the first one outermost.</summary>
    internal ValueTask<ResponseContext> Through(IReadOnlyList<IClientFilter> filters, int index = 0) =>
        index == filters.Count ? new(Call()) : filters[index].SendAsync(this, next => next.Through(filters, index + 1));
}

sealed class RequestContext<TResponse>(string methodPath, CallOptions options, Func<CallOptions, ResponseContext<TResponse>> call)
    : RequestContext(methodPath, options, typeof(TResponse))
{
    internal override ResponseContext Call() => call(CallOptions);
}

/// <summary>What comes back of a call: its response to wait for, its headers, trailers and status.</summary>
public abstract class ResponseContext : IUnaryCall
{
    public abstract Type ResponseType { get; }
    public abstract Task<Metadata> ResponseHeadersAsync { get; }
    public abstract Status GetStatus();
    public abstract Metadata GetTrailers();
    public abstract void Dispose();
    /// <summary>Itself, once the response is there.</summary>
    public abstract Task<ResponseContext> WaitResponseAsync();

    public ResponseContext<T> As<T>() =>
        this as ResponseContext<T> ?? throw new InvalidCastException($"The response is of {ResponseType}, not of {typeof(T)}.");

    public Task<T> GetResponseAs<T>() => As<T>().ResponseAsync;
}

public abstract class ResponseContext<T> : ResponseContext
{
    public override Type ResponseType => typeof(T);
    public abstract Task<T> ResponseAsync { get; }
    public abstract ResponseContext<T> WithNewResult(T newValue);

    public static ResponseContext<T> Create(T value, Status status, Metadata responseHeaders, Metadata trailers) =>
        new KnownResponse<T>(Task.FromResult(value), new KnownCall(status, responseHeaders, trailers));
}

/// <summary>A response, and the call that it is of.</summary>
sealed class KnownResponse<T>(Task<T> response, IUnaryCall call) : ResponseContext<T>
{
    public override Task<T> ResponseAsync => response;
    public override Task<Metadata> ResponseHeadersAsync => call.ResponseHeadersAsync;
    public override Status GetStatus() => call.GetStatus();
    public override Metadata GetTrailers() => call.GetTrailers();
    public override void Dispose() => call.Dispose();
    public override ResponseContext<T> WithNewResult(T newValue) => new KnownResponse<T>(Task.FromResult(newValue), call);

    public override async Task<ResponseContext> WaitResponseAsync()
    {
        await response;
        return this;
    }
}

/// <summary>A filter's own answer.</summary>
sealed class KnownCall(Status status, Metadata headers, Metadata trailers) : IUnaryCall
{
    public Task<Metadata> ResponseHeadersAsync => Task.FromResult(headers);
    public Status GetStatus() => status;
    public Metadata GetTrailers() => trailers;
    public void Dispose() { }
}

/// <summary>A call that is still with the filters: it has nothing to tell before it has gone through them.</summary>
sealed class FilteredCall(Task<ResponseContext> through) : IUnaryCall
{
    public Task<Metadata> ResponseHeadersAsync => Headers();
    public Status GetStatus() => Known.GetStatus();
    public Metadata GetTrailers() => Known.GetTrailers();

    public void Dispose()
    {
        if (through.IsCompletedSuccessfully) through.Result.Dispose();
    }

    ResponseContext Known => through.IsCompletedSuccessfully ? through.Result : throw new InvalidOperationException("The call is with the filters still.");

    async Task<Metadata> Headers() => await (await through).ResponseHeadersAsync;
}
