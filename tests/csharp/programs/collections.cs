var list = new List<int> { 3, 1, 2 };
list.Sort();
var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "a", "A", "b" };
var queue = new Queue<int>([1, 2, 3]);
var stack = new Stack<int>(queue);
var sorted = new SortedDictionary<string, int> { ["z"] = 1, ["a"] = 2 };
var priority = new PriorityQueue<string, int>();
priority.Enqueue("later", 2);
priority.Enqueue("first", 1);
Console.WriteLine(string.Join(",", list));
Console.WriteLine(set.Count);
Console.WriteLine($"{queue.Dequeue()} {stack.Pop()} {sorted.First().Key} {priority.Dequeue()}");

/*
Prints:
1,2,3
2
1 3 a first
*/
