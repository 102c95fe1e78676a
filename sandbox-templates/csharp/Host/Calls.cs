using System.Net.Http.Headers;

namespace LeakLab.Host;

/// <summary>Counts calls where they leave and come back. A call that fails has a status other than 0 in its headers or its trailers.</summary>
static class Calls
{
    public static int Answered { get; private set; }
    public static int Failed { get; private set; }
    public static int Opened { get; set; }
    public static int Open => Opened - Answered - Failed;

    public static void Note(HttpHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("grpc-status", out var status)) return;
        if (status.ToString() == "0") Answered++;
        else Failed++;
    }

    public static void NoteFailure() => Failed++;
}
