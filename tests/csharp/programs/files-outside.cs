await Task.Yield();
Console.WriteLine(File.ReadAllText("/home/me/notes.txt"));

/*
Prints:

Throws: System.IO.DirectoryNotFoundException
As: no-file
*/
