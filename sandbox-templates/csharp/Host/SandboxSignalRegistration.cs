using System.Runtime.InteropServices;

namespace LeakLab.Host;

/// <summary>What a program's <c>PosixSignalRegistration</c> is compiled as: a browser has no signals, and the sandbox tells its programs to end all the same.</summary>
public sealed class SandboxSignalRegistration : IDisposable
{
    static readonly List<SandboxSignalRegistration> Registered = [];
    readonly PosixSignal _signal;
    readonly Action<PosixSignalContext> _handler;

    SandboxSignalRegistration(PosixSignal signal, Action<PosixSignalContext> handler) => (_signal, _handler) = (signal, handler);

    public static SandboxSignalRegistration Create(PosixSignal signal, Action<PosixSignalContext> handler)
    {
        var registration = new SandboxSignalRegistration(signal, handler);
        Registered.Add(registration);
        return registration;
    }

    public void Dispose() => Registered.Remove(this);

    /// <summary>Tells the program to end. False where nobody keeps it from doing so at once.</summary>
    internal static bool Terminate()
    {
        var context = new PosixSignalContext(PosixSignal.SIGTERM);
        foreach (var registration in Registered.Where(one => one._signal == PosixSignal.SIGTERM).ToArray()) registration._handler(context);
        return context.Cancel;
    }
}
