Console.WriteLine("before");
Thread.Sleep(TimeSpan.FromMinutes(1));
Console.WriteLine("after");

/*
Prints:
before
Throws: SleptTooLongException
As: held-up
*/
