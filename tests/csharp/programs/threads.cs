var thread = new Thread(() => Console.WriteLine("another thread"));
thread.Start();
thread.Join();

/*
Prints:

Throws: System.PlatformNotSupportedException
As: one-thread
*/
