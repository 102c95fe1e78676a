await Task.Run(() => throw new PlatformNotSupportedException("not here"));

/*
Prints:

Throws: System.PlatformNotSupportedException: not here
*/
