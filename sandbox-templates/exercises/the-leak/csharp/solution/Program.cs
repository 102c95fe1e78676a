using Grpc.Net.Client;
using MagicOnion;
using MagicOnion.Client;

var port = Environment.GetEnvironmentVariable("PORT") ?? "5000";
var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

// Made once: the channel keeps a `Method` for each method that each client calls.
var client = MagicOnionClient.Create<IArithmetic>(channel);

// Answers of late, so that a question that comes again need not go to the server.
const int mostRecent = 1000;
var recent = new Dictionary<string, (int Answer, DateTime AskedAt)>();
var oldestFirst = new Queue<string>();

for (var round = 1; ; round++)
{
    var x = Random.Shared.Next(10_000);
    var sum = await Ask($"{x} + 456", () => client.SumAsync(x, 456));
    await Ask($"{x} - 456", () => client.DifferenceAsync(x, 456));
    await Ask($"{x} × 456", () => client.ProductAsync(x, 456));
    if (round % 999 == 1)
        Console.WriteLine($"Round {round}: {x} + 456 = {sum}; {recent.Count} answers kept");
}

async Task<int> Ask(string question, Func<UnaryResult<int>> call)
{
    if (recent.TryGetValue(question, out var known)) return known.Answer;
    var answer = await call();
    recent.Add(question, (answer, DateTime.UtcNow));
    oldestFirst.Enqueue(question);
    if (recent.Count > mostRecent) recent.Remove(oldestFirst.Dequeue());
    return answer;
}
