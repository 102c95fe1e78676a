using System.Text;

namespace LeakLab.Interop;

/// <summary>What the test service's messages say, as text.</summary>
static class Text
{
    public static string Of(byte[] octets) => Encoding.UTF8.GetString(octets);

    public static byte[] Octets<T>(T value) => Encoding.UTF8.GetBytes($"{value}");
}
