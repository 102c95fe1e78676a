// Runs a learner's program on this machine's .NET. The server starts it, hands it the program, and is told of it; what the program prints is its own.
using System.Text;
using System.Text.Json;
using LeakLab.Host;

// As a shell has them: of one that is ended by SIGTERM, and of one that throws.
const int terminated = 143;
const int failed = 134;
const int mostWords = 4096; // characters

// The server asks whether this machine's .NET runs programs here, which takes more memory, and of another kind, than it does to start.
if (args is ["--version"])
{
    _ = new LearnersProgram(File.ReadAllBytes(typeof(LearnersProgram).Assembly.Location));
    Console.WriteLine(Environment.Version);
    return 0;
}

var pipes = new Pipes();
Calls.Begin();
using var given = pipes.Next() ?? throw new InvalidOperationException("There is no program.");
var program = new LearnersProgram(given.RootElement.GetProperty("assembly").GetBytesFromBase64());
var lines = given.RootElement.GetProperty("lines").EnumerateArray().Select(line => new CodeLine(line)).ToArray();
pipes.Send("started", json =>
{
    json.WriteString("node", "");
    json.WriteString("http2", "builtin");
    json.WriteNumber("heapLimit", GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes);
    json.WriteNull("buffersLimit");
});
var probe = new HeapProbe(pipes);
new Thread(Obey) { IsBackground = true, Name = "Commands" }.Start();
// What nobody awaits, and what another thread throws.
AppDomain.CurrentDomain.UnhandledException += (_, thrown) => Tell((Exception)thrown.ExceptionObject);
try
{
    var code = await program.Run();
    probe.End();
    return code;
}
catch (Exception thrown)
{
    Console.Error.WriteLine($"Unhandled exception. {thrown}");
    foreach (var place in PlacesOf(thrown)) Console.Error.WriteLine($"   in {place.File}:line {place.Number}");
    Tell(thrown);
    Environment.Exit(failed);
    return failed;
}

void Obey()
{
    while (pipes.Next() is { } request)
    {
        switch (request.RootElement.GetProperty("type").GetString())
        {
            case "collect":
                probe.CollectSoon();
                break;
            case "end" when !SandboxSignalRegistration.Terminate():
                Environment.Exit(terminated);
                break;
        }
    }
}

void Tell(Exception thrown) => pipes.Send("exit", json =>
{
    json.WriteNumber("code", failed);
    json.WriteStartObject("reason");
    json.WriteString("code", Refusals.Of(thrown) ?? "uncaught-error");
    json.WriteString("message", Readable($"{thrown.GetType().FullName}: {thrown.Message}"));
    if (PlacesOf(thrown).FirstOrDefault() is { } place)
    {
        json.WriteString("file", place.File);
        json.WriteNumber("line", place.Number);
        json.WriteNumber("column", place.Column);
    }
    json.WriteEndObject();
});

// Of an exception that may say anything: as much as the server takes, and whole characters.
static string Readable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, mostWords)]));

IEnumerable<CodeLine> PlacesOf(Exception thrown) =>
    from place in program.PlacesOf(thrown)
    let line = lines.LastOrDefault(line => line.Method == place.Method && line.Offset <= place.Offset)
    where line is not null
    select line;

/// <summary>From this offset of the method on, its instructions are of this place in the learner's files.</summary>
sealed class CodeLine(JsonElement line)
{
    public int Method { get; } = line.GetProperty("method").GetInt32();
    public int Offset { get; } = line.GetProperty("offset").GetInt32();
    public string File { get; } = line.GetProperty("file").GetString()!;
    public int Number { get; } = line.GetProperty("number").GetInt32();
    public int Column { get; } = line.GetProperty("column").GetInt32();
}
