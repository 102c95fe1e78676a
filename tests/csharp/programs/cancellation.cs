using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
try
{
    await Task.Delay(Timeout.Infinite, source.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
}
try
{
    await Task.Delay(5000).WaitAsync(TimeSpan.FromMilliseconds(10));
}
catch (TimeoutException error)
{
    Console.WriteLine(error.GetType().Name);
}
using var stop = new CancellationTokenSource();
using var other = new CancellationTokenSource();
CancellationTokenSource[] linked =
[
    CancellationTokenSource.CreateLinkedTokenSource(stop.Token),
    CancellationTokenSource.CreateLinkedTokenSource(token1: stop.Token, token2: default),
    CancellationTokenSource.CreateLinkedTokenSource([other.Token, stop.Token]),
    CancellationTokenSource.CreateLinkedTokenSource(new[] { stop.Token }),
    CancellationTokenSource.CreateLinkedTokenSource(other.Token, default, other.Token),
];
stop.Cancel();
Console.WriteLine(string.Join(' ', linked.Select(source => source.IsCancellationRequested)));
Console.WriteLine($"{CancellationTokenSource.CreateLinkedTokenSource(other.Token).Token.CanBeCanceled,4} {$"{!CancellationTokenSource
    .CreateLinkedTokenSource(stop.Token).IsCancellationRequested}"}");

/*
Prints:
cancelled
TimeoutException
True True True True False
True False
*/
