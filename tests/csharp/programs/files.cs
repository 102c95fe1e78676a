File.WriteAllText("note.txt", "kept in memory");
Console.WriteLine(File.ReadAllText("note.txt"));
Console.WriteLine(File.Exists("/etc/passwd"));

/*
Prints:
kept in memory
False
*/
