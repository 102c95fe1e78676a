using System.Text.Json;

var text = JsonSerializer.Serialize(new Order("apples", [1, 2]));
Console.WriteLine(text);
Console.WriteLine(JsonSerializer.Deserialize<Order>(text)!.Counts.Sum());
Console.WriteLine(JsonDocument.Parse("""{"a":{"b":[1,2]}}""").RootElement.GetProperty("a").GetProperty("b")[1]);

record Order(string Name, int[] Counts);

/*
Prints:
{"Name":"apples","Counts":[1,2]}
3
2
*/
