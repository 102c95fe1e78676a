using System.Net.Http.Headers;

namespace LeakLab.Host;

/// <summary>Counts calls where they leave and come back: each ends once, whoever is first to say so.</summary>
static class Calls
{
    public static int Answered { get; private set; }
    public static int Failed { get; private set; }
    public static int Opened { get; private set; }
    public static int Open => Opened - Answered - Failed;

    public static Outcome Begin()
    {
        Opened++;
        return new();
    }

    public sealed class Outcome
    {
        bool _known;

        /// <summary>A call that fails has a status other than 0 in its headers or its trailers.</summary>
        public void Read(HttpHeaders headers)
        {
            if (headers.NonValidated.TryGetValues("grpc-status", out var status)) Is(status.ToString() == "0");
        }

        public void Fail() => Is(false);

        void Is(bool answered)
        {
            if (_known) return;
            _known = true;
            if (answered) Answered++;
            else Failed++;
        }
    }
}
