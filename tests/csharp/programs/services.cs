using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddSingleton<Clock>();
services.AddScoped<Basket>();
services.AddTransient<IGreeting, Hello>();
services.AddTransient<IGreeting>(_ => new Goodbye("soon"));
services.AddSingleton(typeof(Box<>));
services.AddKeyedScoped<IGreeting, Hello>("first");
await using (var provider = services.BuildServiceProvider(validateScopes: true))
{
    // .NET would compile what makes an object once it has made two.
    for (var i = 0; i < 4; i++)
    {
        using var scope = provider.CreateScope();
        var basket = scope.ServiceProvider.GetRequiredService<Basket>();
        Console.WriteLine($"{basket.Tick()} {basket == scope.ServiceProvider.GetRequiredService<Basket>()}");
    }
    Console.WriteLine(string.Join(' ', provider.GetServices<IGreeting>().Select(greeting => greeting.Text)));
    Console.WriteLine(provider.GetRequiredService<Box<int>>() == provider.GetRequiredService<Box<int>>());
    using var last = provider.CreateScope();
    Console.WriteLine(last.ServiceProvider.GetRequiredKeyedService<IGreeting>("first").Text);
    Console.WriteLine(ActivatorUtilities.CreateInstance<Goodbye>(provider, "later").Text);
}

interface IGreeting { string Text { get; } }
class Hello : IGreeting { public string Text => "hello"; }
class Goodbye(string when) : IGreeting { public string Text => $"goodbye, {when}"; }
class Box<T> { public T? Value { get; set; } }
class Clock { int _ticks; public int Next() => ++_ticks; }
class Basket(Clock clock) : IDisposable
{
    public int Tick() => clock.Next();
    public void Dispose() => Console.WriteLine("disposed");
}

/*
Prints:
1 True
disposed
2 True
disposed
3 True
disposed
4 True
disposed
hello goodbye, soon
True
hello
goodbye, later
*/
