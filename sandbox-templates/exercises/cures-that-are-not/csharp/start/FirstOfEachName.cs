using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

/// <summary>
/// Makes each unary call with the first method of its name, so that a channel's cache finds what it
/// stored. To try it: <c>MagicOnionClient.Create&lt;IMyFirstService&gt;(channel.Intercept(first))</c>,
/// with <c>using Grpc.Core.Interceptors;</c> and one of these for one channel.
/// </summary>
public sealed class FirstOfEachName : Interceptor
{
    readonly ConcurrentDictionary<string, IMethod> _first = new();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var method = (Method<TRequest, TResponse>)
            _first.GetOrAdd(context.Method.FullName, context.Method);
        return continuation(request, new(method, context.Host, context.Options));
    }
}
