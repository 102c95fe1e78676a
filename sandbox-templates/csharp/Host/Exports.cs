using System.Runtime.InteropServices.JavaScript;
using System.Text.Json;

namespace LeakLab.Host;

/// <summary>What the program's worker calls.</summary>
static partial class Exports
{
    [JSExport]
    internal static void OnHead(int stream, int status, string[] headers) => SandboxHandler.Find(stream)?.Begin(status, headers);

    [JSExport]
    internal static void OnData(int stream, byte[] data) => SandboxHandler.Find(stream)?.Receive(data);

    [JSExport]
    internal static void OnEnd(int stream, string[] trailers) => SandboxHandler.Find(stream)?.End(trailers);

    [JSExport]
    internal static void OnError(int stream, string message) => SandboxHandler.Find(stream)?.Fail(new HttpRequestException(message));

    [JSExport]
    internal static Task WarmUp() => Host.WarmUp.Run();

    const string OutOfMemory = """{"code":1,"type":"System.OutOfMemoryException","message":"The heap is full.","text":"System.OutOfMemoryException","refusal":"heap-full","frames":[]}""";

    /// <summary>
    /// Runs a program to its end, with these variables in its environment: names and values in turn. Gives its exit code as JSON, or what it threw: as text, and the frames that are of the program, by method token and offset.
    /// </summary>
    [JSExport]
    internal static async Task<string> Run(byte[] assembly, string[] variables)
    {
        foreach (var variable in variables.Chunk(2)) Environment.SetEnvironmentVariable(variable[0], variable[1]);
        Console.SetOut(new Output(false));
        Console.SetError(new Output(true));
        var program = new LearnersProgram(assembly);
        try
        {
            return $"{{\"code\":{await program.Run()}}}";
        }
        catch (OutOfMemoryException)
        {
            // There is no room to say more.
            return OutOfMemory;
        }
        catch (Exception thrown)
        {
            return Json.Of(json => Tell(json, thrown, program));
        }
    }

    static void Tell(Utf8JsonWriter json, Exception thrown, LearnersProgram program)
    {
        json.WriteStartObject();
        json.WriteNumber("code", 1);
        json.WriteString("type", thrown.GetType().FullName);
        json.WriteString("message", thrown.Message);
        json.WriteString("text", thrown.ToString());
        json.WriteString("refusal", Refusals.Of(thrown, program.Assembly));
        json.WriteStartArray("frames");
        foreach (var (method, offset) in program.PlacesOf(thrown))
        {
            json.WriteStartObject();
            json.WriteNumber("method", method);
            json.WriteNumber("offset", offset);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// Calls answered, failed and open; clients, channels, entries made; bytes in use; and with `collect`, after a full collection: bytes, clients,
    /// methods, channels, entries, linked sources alive.
    /// </summary>
    [JSExport]
    internal static double[] Sample(bool collect)
    {
        SandboxThread.Heard();
        double[] made = [Calls.Answered, Calls.Failed, Calls.Open, Census.Clients.Made, Census.Channels.Made, Census.Channels.EntriesMade(), GC.GetTotalMemory(false)];
        if (!collect) return made;
        var bytes = GC.GetTotalMemory(true);
        var (channels, entries) = Census.Channels.Alive();
        return [.. made, bytes, Census.Clients.Alive(), Census.Methods.Alive(), channels, entries, Census.LinkedSources.Alive()];
    }

    /// <summary>The program's counters, as JSON.</summary>
    [JSExport]
    internal static string NotedCounters() => Json.Of(Counters.Note);

    /// <summary>Tells the program to end. False where it has no say in that.</summary>
    [JSExport]
    internal static bool Terminate() => SandboxSignalRegistration.Terminate();
}
