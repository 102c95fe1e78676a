using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using MagicOnion;
using MagicOnion.Client;

namespace LeakLab.Host;

/// <summary>Tells of what MagicOnion's own client makes: each client comes from a factory, and has its <c>Method</c>s in the invokers of its core (7.10.2).</summary>
static class ClientWatch
{
    public static void Begin(Action<object> created, Action<object> methodCreated) =>
        MagicOnionClientFactoryProvider.Default = new Factories(MagicOnionClientFactoryProvider.Default, client =>
        {
            created(client);
            foreach (var method in MethodsOf(client)) methodCreated(method);
        });

    static IEnumerable<object> MethodsOf(object client)
    {
        var core = Field(client, "core");
        return core.GetType().GetFields().Select(invoker => Field(invoker.GetValue(core)!, "method"));
    }

    static object Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(owner)
            ?? throw new NotSupportedException($"MagicOnion's {owner.GetType()} keeps no {name}.");

    /// <summary>MagicOnion's own, and what they have made is told.</summary>
    sealed class Factories(IMagicOnionClientFactoryProvider own, Action<object> created) : IMagicOnionClientFactoryProvider
    {
        public bool TryGetFactory<T>([NotNullWhen(true)] out MagicOnionClientFactoryDelegate<T>? factory) where T : IService<T>
        {
            if (!own.TryGetFactory<T>(out var make))
            {
                factory = null;
                return false;
            }
            factory = (options, serializers) =>
            {
                var client = make(options, serializers);
                created(client);
                return client;
            };
            return true;
        }
    }
}
