using System.Runtime.InteropServices;

namespace LeakLab.Host;

/// <summary>What a program's <c>PosixSignalRegistration.Create</c> is compiled as: a browser has no signals, and the sandbox tells its programs to end all the same.</summary>
public static class SandboxSignals
{
    static readonly List<Registration> Registered = [];

    public static IDisposable Create(PosixSignal signal, Action<PosixSignalContext> handler)
    {
        var registration = new Registration(signal, handler);
        Registered.Add(registration);
        return registration;
    }

    /// <summary>Tells the program to end. False where nobody keeps it from doing so at once.</summary>
    internal static bool Terminate()
    {
        var context = new PosixSignalContext(PosixSignal.SIGTERM);
        foreach (var registration in Registered.Where(one => one.Signal == PosixSignal.SIGTERM).ToArray()) registration.Handler(context);
        return context.Cancel;
    }

    sealed record Registration(PosixSignal Signal, Action<PosixSignalContext> Handler) : IDisposable
    {
        public void Dispose() => Registered.Remove(this);
    }
}
