using System.Runtime.CompilerServices;
using Grpc.Core;

namespace MagicOnion;

/// <summary>What a unary method returns: awaitable, and with the call's headers, trailers and status.</summary>
public readonly struct UnaryResult<TResponse>
{
    readonly Task<TResponse>? _response;
    readonly IUnaryCall? _call;
    readonly TResponse _value;

    public UnaryResult(TResponse value) => _value = value;

    internal UnaryResult(Task<TResponse> response, IUnaryCall call)
    {
        _response = response;
        _call = call;
        _value = default!;
    }

    public Task<TResponse> ResponseAsync => _response ?? Task.FromResult(_value);
    public Task<Metadata> ResponseHeadersAsync => Call.ResponseHeadersAsync;
    public Status GetStatus() => Call.GetStatus();
    public Metadata GetTrailers() => Call.GetTrailers();
    public void Dispose() => _call?.Dispose();
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    IUnaryCall Call => _call ?? throw new InvalidOperationException("This result comes from no call.");
}

/// <summary>The same of a method that returns nothing.</summary>
public readonly struct UnaryResult
{
    readonly UnaryResult<Nil> _result;

    internal UnaryResult(UnaryResult<Nil> result) => _result = result;

    public Task ResponseAsync => _result.ResponseAsync;
    public Task<Metadata> ResponseHeadersAsync => _result.ResponseHeadersAsync;
    public Status GetStatus() => _result.GetStatus();
    public Metadata GetTrailers() => _result.GetTrailers();
    public void Dispose() => _result.Dispose();
    public TaskAwaiter GetAwaiter() => ResponseAsync.GetAwaiter();
}

/// <summary>Stands for no value, as MessagePack's nil.</summary>
readonly struct Nil;

/// <summary>What a result passes on of its call.</summary>
interface IUnaryCall : IDisposable
{
    Task<Metadata> ResponseHeadersAsync { get; }
    Status GetStatus();
    Metadata GetTrailers();
}
