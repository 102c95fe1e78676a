await Task.Run(() => System.Diagnostics.Process.Start("ls"));

/*
Prints:

Throws: System.PlatformNotSupportedException
As: access-denied
*/
