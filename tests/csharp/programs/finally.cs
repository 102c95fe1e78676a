try
{
    await Fail();
}
catch (InvalidOperationException error) when (error.Message.Length > 3)
{
    Console.WriteLine($"caught: {error.Message}");
}
finally
{
    Console.WriteLine("finally");
}

static async Task Fail()
{
    await Task.Yield();
    throw new InvalidOperationException("wrong");
}

/*
Prints:
caught: wrong
finally
*/
