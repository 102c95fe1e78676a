using System.Net;
using Grpc.Net.Client;

namespace LeakLab.Host;

/// <summary>
/// Carries a channel's requests to the sandbox's server over HTTP/2 in JavaScript. One handler is one connection. An open one is not collected, nor is its
/// channel, until it has been idle for a minute: as with the handler that a channel makes for itself elsewhere (<c>SocketsHttpHandler.PooledConnectionIdleTimeout</c>).
/// </summary>
sealed class SandboxHandler : HttpMessageHandler
{
    static readonly Dictionary<int, Exchange> Exchanges = [];
    static int lastConnection;
    static int lastStream;

    static readonly HashSet<SandboxHandler> Connected = [];
    static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);
    static Timer? sweeping;

    readonly int _connection = ++lastConnection;
    long _usedAt;
    int _open;

    /// <summary>What an open connection refers to.</summary>
    public GrpcChannel? Channel { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var uri = request.RequestUri!;
        var headers = RequestHeaders.Of(request, uri);
        var id = ++lastStream;
        var exchange = new Exchange(id, request, this);
        Exchanges.Add(id, exchange);
        _open++;
        if (uri.Scheme == Uri.UriSchemeHttps)
        {
            exchange.Fail(NoTls());
            return exchange.Response;
        }
        Connected.Add(this);
        sweeping ??= new(static _ => CloseIdle(), null, IdleTimeout / 4, IdleTimeout / 4);
        Bridge.Open(_connection, id, uri.Authority, uri.PathAndQuery, headers);
        exchange.Send(cancellationToken);
        return exchange.Response;
    }

    /// <summary>The sandbox's server speaks none: as .NET's own handler has it where it finds that.</summary>
    static HttpRequestException NoTls() => new(
        HttpRequestError.SecureConnectionError,
        "The SSL connection could not be established, see inner exception.",
        new AuthenticationException("Cannot determine the frame size or a corrupted frame was received."));

    protected override void Dispose(bool disposing)
    {
        if (disposing) Disconnect();
        base.Dispose(disposing);
    }

    void Disconnect()
    {
        if (Connected.Remove(this)) Bridge.Disconnect(_connection);
    }

    static void CloseIdle()
    {
        var since = Environment.TickCount64 - (long)IdleTimeout.TotalMilliseconds;
        foreach (var idle in Connected.Where(handler => handler._open == 0 && handler._usedAt < since).ToArray()) idle.Disconnect();
    }

    public static Exchange? Find(int stream) => Exchanges.GetValueOrDefault(stream);

    public void Forget(int stream)
    {
        Exchanges.Remove(stream);
        _open--;
        _usedAt = Environment.TickCount64;
    }
}

/// <summary>.NET's own is not there in a browser.</summary>
sealed class AuthenticationException(string message) : SystemException(message);

/// <summary>One request and its response.</summary>
sealed class Exchange(int id, HttpRequestMessage request, SandboxHandler handler)
{
    readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    readonly ResponseStream _body = new(id);
    readonly Calls.Outcome _outcome = Calls.Begin();
    HttpResponseMessage? _message;
    CancellationTokenRegistration _cancellation;
    bool _over;

    public Task<HttpResponseMessage> Response => _response.Task;

    /// <summary>Sends the body, which a streaming call writes as it goes.</summary>
    public async void Send(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken.UnsafeRegister(static exchange => ((Exchange)exchange!).Cancel(), this);
        try
        {
            if (request.Content is { } content) await content.CopyToAsync(new RequestStream(id), cancellationToken);
            if (!_over) Bridge.EndRequest(id);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    public void Begin(int status, string[] headers)
    {
        _message = new((HttpStatusCode)status) { Version = HttpVersion.Version20, RequestMessage = request, Content = new StreamContent(_body) };
        for (var i = 0; i + 1 < headers.Length; i += 2)
        {
            if (!_message.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]))
                _message.Content.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
        }
        _outcome.Read(_message.Headers);
        _response.TrySetResult(_message);
    }

    public void Receive(byte[] data) => _body.Add(data);

    public void End(string[] trailers)
    {
        if (_message is null)
        {
            Fail(new HttpRequestException("The stream ended without a response."));
            return;
        }
        for (var i = 0; i + 1 < trailers.Length; i += 2) _message.TrailingHeaders.TryAddWithoutValidation(trailers[i], trailers[i + 1]);
        _outcome.Read(_message.TrailingHeaders);
        Close();
        _body.Complete(null);
    }

    public void Fail(Exception error)
    {
        if (_over) return;
        _outcome.Fail();
        Close();
        Bridge.Cancel(id);
        _response.TrySetException(error);
        _body.Complete(error);
    }

    void Cancel()
    {
        if (_over) return;
        _outcome.Fail();
        Close();
        Bridge.Cancel(id);
        _response.TrySetCanceled();
        _body.Complete(new OperationCanceledException());
    }

    void Close()
    {
        _over = true;
        handler.Forget(id);
        _cancellation.Dispose();
    }
}
