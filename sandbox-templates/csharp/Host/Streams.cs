namespace LeakLab.Host;

/// <summary>What a request writes goes to the worker at once.</summary>
sealed class RequestStream(int id) : OneWayStream
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > 0) Bridge.Write(id, buffer.ToArray());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }
}

/// <summary>What arrived of a response, read by one reader. A reader that waits is continued in place.</summary>
sealed class ResponseStream(int id) : OneWayStream
{
    readonly Queue<byte[]> _arrived = new();
    int _taken;
    bool _ended;
    Exception? _error;
    TaskCompletionSource? _waiting;

    public override bool CanRead => true;

    public void Add(byte[] data)
    {
        _arrived.Enqueue(data);
        Wake();
    }

    public void Complete(Exception? error)
    {
        (_ended, _error) = (true, error);
        Wake();
    }

    void Wake()
    {
        var waiting = _waiting;
        _waiting = null;
        waiting?.TrySetResult();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_arrived.Count == 0)
        {
            if (_error is not null) throw _error;
            if (_ended) return 0;
            _waiting = new();
            await _waiting.Task.WaitAsync(cancellationToken);
        }
        if (buffer.Length == 0) return 0;
        var first = _arrived.Peek();
        var count = Math.Min(buffer.Length, first.Length - _taken);
        first.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        if (_taken == first.Length)
        {
            _arrived.Dequeue();
            _taken = 0;
        }
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        // Who leaves a response unread takes its call back.
        if (disposing && !_ended) SandboxHandler.Find(id)?.Fail(new OperationCanceledException());
        base.Dispose(disposing);
    }
}

abstract class OneWayStream : Stream
{
    public override bool CanRead => false;
    public override bool CanWrite => false;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("One thread cannot wait: read asynchronously.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
