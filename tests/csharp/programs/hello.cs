Console.WriteLine("Hello, World!");

/*
Prints:
Hello, World!
*/
