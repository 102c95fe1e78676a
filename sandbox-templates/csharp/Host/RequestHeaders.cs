namespace LeakLab.Host;

/// <summary>A request's headers as .NET's own HTTP/2 sends them: several values of one name joined, no more than the server takes, and of ASCII.</summary>
static class RequestHeaders
{
    /// <summary>Kestrel's limit (<c>KestrelServerLimits.MaxRequestHeadersTotalSize</c>), which it announces and .NET's client keeps to, in bytes as RFC 9113, section 6.5.2, counts them.</summary>
    const int Most = 32_768;
    /// <summary>What each field counts besides its name and value.</summary>
    const int FieldOverhead = 32;

    /// <summary>Names and values in turn. Throws an <see cref="HttpRequestException"/> for what cannot be sent.</summary>
    public static string[] Of(HttpRequestMessage request, Uri uri)
    {
        var size = Size(":method", "POST") + Size(":scheme", uri.Scheme) + Size(":authority", uri.Authority) + Size(":path", uri.PathAndQuery);
        var fields = new List<string>();
        var headers = request.Headers.NonValidated.AsEnumerable();
        if (request.Content is { } content) headers = headers.Concat(content.Headers.NonValidated);
        foreach (var (name, values) in headers)
        {
            var value = values.ToString();
            if (!System.Text.Ascii.IsValid(value)) throw new HttpRequestException("Request headers must contain only ASCII characters.");
            size += Size(name, value);
            fields.Add(name.ToLowerInvariant());
            fields.Add(value);
        }
        if (size > Most) throw new HttpRequestException($"The HTTP request headers length exceeded the server limit of {Most} bytes.");
        return [.. fields];
    }

    static int Size(string name, string value) => name.Length + value.Length + FieldOverhead;
}
