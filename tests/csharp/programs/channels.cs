using System.Threading.Channels;

var channel = Channel.CreateBounded<int>(2);
var producer = Produce();
var sum = 0;
await foreach (var number in channel.Reader.ReadAllAsync()) sum += number;
await producer;
Console.WriteLine(sum);

async Task Produce()
{
    for (var i = 1; i <= 100; i++) await channel.Writer.WriteAsync(i);
    channel.Writer.Complete();
}

/*
Prints:
5050
*/
