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

/*
Prints:
cancelled
TimeoutException
*/
