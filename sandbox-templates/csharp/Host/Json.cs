using System.Text;
using System.Text.Json;

namespace LeakLab.Host;

/// <summary>JSON as it is written, member by member: to read one's way through objects takes a serializer, of which nothing else here has need.</summary>
static class Json
{
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
