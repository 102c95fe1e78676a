using System.Collections.Concurrent;
using MessagePack;

namespace MagicOnion.Client;

/// <summary>Writes what a method is given for a parameter of one type. MessagePack's own way from a type that is known only at run time compiles expressions.</summary>
abstract class Argument
{
    static readonly ConcurrentDictionary<Type, Argument> OfTypes = [];

    public static Argument Of(Type type) => OfTypes.GetOrAdd(type, static type => (Argument)Activator.CreateInstance(typeof(Argument<>).MakeGenericType(type))!);

    public abstract void Write(ref MessagePackWriter writer, object? value);
}

sealed class Argument<T> : Argument
{
    public override void Write(ref MessagePackWriter writer, object? value) => MessagePackSerializer.Serialize(ref writer, (T)value!);
}
