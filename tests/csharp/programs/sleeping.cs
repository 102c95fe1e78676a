Console.WriteLine("before");
Thread.Sleep(100);
Console.WriteLine("after");

/*
Prints:
before
after
*/
