using MessagePack;

static class Wire
{
    /// <summary>Prints a call: what is asked and answered, and the bytes of both.</summary>
    public static void Print(int call, int x, int y, int sum)
    {
        Console.WriteLine($"Call {call}: {x} + {y} = {sum}");
        Console.WriteLine("POST /IMyFirstService/SumAsync");
        // Two arguments travel as an array, a result as the value itself.
        Console.WriteLine($"→ {Frame(MessagePackSerializer.Serialize<int[]>([x, y]))}");
        Console.WriteLine($"← {Frame(MessagePackSerializer.Serialize(sum))}");
    }

    // A message as gRPC frames it: a flag (0: not compressed), its length in four bytes, then the
    // message itself. In hex.
    static string Frame(byte[] message)
    {
        byte[] prefix = [0, 0, 0, 0, (byte)message.Length];
        return BitConverter.ToString([.. prefix, .. message]).Replace('-', ' ').ToLowerInvariant();
    }
}
