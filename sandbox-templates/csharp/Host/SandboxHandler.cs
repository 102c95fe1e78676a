using System.Net;

namespace LeakLab.Host;

/// <summary>Carries a channel's requests to the sandbox's server over HTTP/2 in JavaScript. One handler is one connection.</summary>
sealed class SandboxHandler : HttpMessageHandler
{
    static readonly Dictionary<int, Exchange> Exchanges = [];
    static int lastConnection;
    static int lastStream;

    readonly int _connection = ++lastConnection;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = ++lastStream;
        var exchange = new Exchange(id, request);
        Exchanges.Add(id, exchange);
        Calls.Opened++;
        var uri = request.RequestUri!;
        Bridge.Open(_connection, id, uri.Authority, uri.PathAndQuery, HeadersOf(request));
        exchange.Send(cancellationToken);
        return exchange.Response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Bridge.Disconnect(_connection);
        base.Dispose(disposing);
    }

    public static Exchange? Find(int stream) => Exchanges.GetValueOrDefault(stream);

    public static void Forget(int stream) => Exchanges.Remove(stream);

    static string[] HeadersOf(HttpRequestMessage request)
    {
        var headers = request.Headers.NonValidated.AsEnumerable();
        if (request.Content is { } content) headers = headers.Concat(content.Headers.NonValidated);
        return [.. headers.SelectMany(header => header.Value.SelectMany(value => new[] { header.Key.ToLowerInvariant(), value }))];
    }
}

/// <summary>One request and its response.</summary>
sealed class Exchange(int id, HttpRequestMessage request)
{
    readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    readonly ResponseStream _body = new(id);
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
        Calls.Note(_message.Headers);
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
        Calls.Note(_message.TrailingHeaders);
        Close();
        _body.Complete(null);
    }

    public void Fail(Exception error)
    {
        if (_over) return;
        Calls.NoteFailure();
        Close();
        Bridge.Cancel(id);
        _response.TrySetException(error);
        _body.Complete(error);
    }

    void Cancel()
    {
        if (_over) return;
        Calls.NoteFailure();
        Close();
        Bridge.Cancel(id);
        _response.TrySetCanceled();
        _body.Complete(new OperationCanceledException());
    }

    void Close()
    {
        _over = true;
        SandboxHandler.Forget(id);
        _cancellation.Dispose();
    }
}
