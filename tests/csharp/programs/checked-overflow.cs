var largest = int.MaxValue;
Console.WriteLine("before");
checked { largest++; }

/*
Prints:
before
Throws: System.OverflowException
*/
