foreach (var property in typeof(Order).GetProperties().OrderBy(property => property.Name))
    Console.WriteLine($"{property.Name}: {property.PropertyType.Name}");
var order = Activator.CreateInstance(typeof(Order), "pears", 7)!;
Console.WriteLine(order.GetType().GetProperty("Count")!.GetValue(order));

record Order(string Name, int Count);

/*
Prints:
Count: Int32
Name: String
7
*/
