var answer = Task.Delay(10).ContinueWith(_ => 42);
Console.WriteLine(answer.Result);

/*
Prints:

Throws: System.PlatformNotSupportedException
As: one-thread
*/
