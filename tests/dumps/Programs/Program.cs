using Programs;

// A program of one kind: it fills its heap, says its process, and waits until its input ends.
var kind = args[0];
var size = int.Parse(args[1]);
object held = kind switch
{
    "leak" => await Leak.Make(args[2], size, perCall: true),
    "reuse" => await Leak.Make(args[2], size, perCall: false),
    "channels" => await Leak.Channels(args[2], size),
    "web" => await Web.Make(args[2], size),
    "game" => new Game(size),
    "arrays" => Arrays.Make(size),
    "types" => Types.Make(size),
    "events" => Shapes.Events(size),
    "timers" => Shapes.Timers(size),
    "static" => Shapes.Static(size),
    "cache" => Shapes.Cache(size),
    "cancellation" => Shapes.Cancellation(size),
    "nodes" => Shapes.Nodes(size),
    _ => throw new ArgumentException(kind),
};
Console.WriteLine(Environment.ProcessId);
while (Console.ReadLine() is not null) { }
GC.KeepAlive(held);
