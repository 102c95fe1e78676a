using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace LeakLab.Lessons;

/// <summary>Gives the channel the first method of each name, so that fresh ones never reach its cache.</summary>
public class FirstOfEachName : Interceptor
{
    readonly ConcurrentDictionary<string, IMethod> first = new();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        #region interceptor
        // first: ConcurrentDictionary
        //   <string, IMethod>
        var method = (Method<TRequest, TResponse>)
            first.GetOrAdd(
                context.Method.FullName,
                context.Method);
        return continuation(request, new(
            method, context.Host, context.Options));
        #endregion
    }
}
