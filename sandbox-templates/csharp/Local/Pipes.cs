using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace LeakLab.Host;

/// <summary>
/// The program's end of what it says to the server, and hears of it: one message a line, as <c>sandbox-templates/guest/channel.ts</c> has it for
/// programs of Node.
/// </summary>
sealed class Pipes
{
    /// <summary>The pipe on which a program tells the server of itself: <c>&lt;key> &lt;JSON></c>.</summary>
    const int Reports = 3;
    /// <summary>The pipe on which the server asks something of it.</summary>
    const int Requests = 4;
    /// <summary>Has the run's key: what the program itself writes on the pipe is not taken for the host's word.</summary>
    const string KeyVariable = "LEAK_LAB_CHANNEL_KEY";

    readonly FileStream _reports = new(new SafeFileHandle(Reports, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    readonly StreamReader _requests = new(new FileStream(new SafeFileHandle(Requests, ownsHandle: true), FileAccess.Read, bufferSize: 0));
    readonly string _key = Environment.GetEnvironmentVariable(KeyVariable) ?? throw new InvalidOperationException("A sandbox's server starts this, and nobody else.");

    public Pipes() => Environment.SetEnvironmentVariable(KeyVariable, null);

    /// <summary>What the server asks, in turn; null once it has hung up.</summary>
    public JsonDocument? Next() => _requests.ReadLine() is { } line ? JsonDocument.Parse(line) : null;

    /// <summary>Writes at once, on a line of its own, whatever the program has written there.</summary>
    public void Send(string type, Action<Utf8JsonWriter> members)
    {
        using var line = new MemoryStream();
        line.Write(Encoding.UTF8.GetBytes($"\n{_key} "));
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            members(json);
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        lock (_reports)
        {
            try
            {
                _reports.Write(line.GetBuffer(), 0, (int)line.Length);
            }
            catch (IOException)
            {
                // The server has hung up: it is about to end this, or is no more.
            }
        }
    }
}
