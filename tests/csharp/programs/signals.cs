using System.Runtime.InteropServices;

using PosixSignalRegistration onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
using var stopping = new Stopping();
Console.WriteLine(stopping.Token.IsCancellationRequested);

sealed class Stopping : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration? _registration;

    public Stopping() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _source.Cancel());

    public CancellationToken Token => _source.Token;

    public void Dispose() => _registration?.Dispose();
}

/*
Prints:
False
*/
