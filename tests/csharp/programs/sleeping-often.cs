while (true)
{
    Thread.Sleep(200);
}

/*
Prints:

Throws: SleptTooLongException
As: held-up
*/
