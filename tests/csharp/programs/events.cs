var clock = new Clock();
clock.Ticked += (_, count) => Console.WriteLine($"tick {count}");
clock.Tick();
clock.Tick();

class Clock
{
    int _count;
    public event EventHandler<int>? Ticked;
    public void Tick() => Ticked?.Invoke(this, ++_count);
}

/*
Prints:
tick 1
tick 2
*/
