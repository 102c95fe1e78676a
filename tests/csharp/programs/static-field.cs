Console.WriteLine(Shared.Handler);

static class Shared
{
    public static readonly HttpMessageHandler Handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
}

/*
Prints:

Throws: System.TypeInitializationException
As: access-denied
*/
