using Grpc.Core;

namespace MagicOnion;

/// <summary>Marks an interface as a service.</summary>
public interface IServiceMarker;

/// <summary>
/// A service: its own methods, and five ways to derive from one client another that differs in its call options alone
/// (MagicOnion 7.10.2, <c>MagicOnion.Abstractions/IService.cs</c>).
/// </summary>
public interface IService<TSelf> : IServiceMarker
{
    /// <summary>A client with these call options <em>instead of</em> the present ones.</summary>
    TSelf WithOptions(CallOptions option);
    TSelf WithHeaders(Metadata headers);
    /// <summary>The deadline is an instant: a client that is kept lives past it, and its calls then fail at once.</summary>
    TSelf WithDeadline(DateTime deadline);
    TSelf WithCancellationToken(CancellationToken cancellationToken);
    TSelf WithHost(string host);
}
