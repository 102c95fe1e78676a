using var client = new System.Net.Sockets.TcpClient();
await client.ConnectAsync("127.0.0.1", 80);

/*
Prints:

Throws: System.PlatformNotSupportedException
As: access-denied
*/
