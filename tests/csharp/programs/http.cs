using var client = new HttpClient();
Console.WriteLine(await client.GetStringAsync("https://example.com/"));

/*
Prints:

Throws: System.Net.Http.HttpRequestException at line 2
As: access-denied
*/
