using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace LeakLab.Plain;

/// <summary>The bodies that MagicOnion sends for <c>SumAsync</c>, in MessagePack: the arguments as an array, the result bare.</summary>
/// <remarks>Integers stand in the shortest form (https://github.com/msgpack/msgpack/blob/master/spec.md#int-format-family).</remarks>
static class Integers
{
    public static byte[] WriteArray(params ReadOnlySpan<int> values)
    {
        var body = new ArrayBufferWriter<byte>(1 + 5 * values.Length);
        body.Write([(byte)(0x90 | values.Length)]);
        foreach (var value in values) Write(body, value);
        return body.WrittenSpan.ToArray();
    }

    public static byte[] Write(int value)
    {
        var body = new ArrayBufferWriter<byte>(5);
        Write(body, value);
        return body.WrittenSpan.ToArray();
    }

    public static int Read(byte[] body)
    {
        ReadOnlySpan<byte> rest = body;
        return Read(ref rest);
    }

    public static int[] ReadArray(byte[] body)
    {
        if (body is not [>= 0x90 and <= 0x9f and var head, ..]) throw Unreadable();
        ReadOnlySpan<byte> rest = body.AsSpan(1);
        var values = new int[head & 0xf];
        for (var i = 0; i < values.Length; i++) values[i] = Read(ref rest);
        return values;
    }

    static void Write(IBufferWriter<byte> body, int value)
    {
        var bytes = body.GetSpan(5);
        var length = 5;
        switch (value)
        {
            case >= -32 and <= 127:
                (bytes[0], length) = ((byte)value, 1);
                break;
            case > 0 and <= byte.MaxValue:
                (bytes[0], bytes[1], length) = (0xcc, (byte)value, 2);
                break;
            case > 0 and <= ushort.MaxValue:
                (bytes[0], length) = (0xcd, 3);
                BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)value);
                break;
            case > 0:
                bytes[0] = 0xce;
                BinaryPrimitives.WriteInt32BigEndian(bytes[1..], value);
                break;
            case >= sbyte.MinValue:
                (bytes[0], bytes[1], length) = (0xd0, (byte)value, 2);
                break;
            case >= short.MinValue:
                (bytes[0], length) = (0xd1, 3);
                BinaryPrimitives.WriteInt16BigEndian(bytes[1..], (short)value);
                break;
            default:
                bytes[0] = 0xd2;
                BinaryPrimitives.WriteInt32BigEndian(bytes[1..], value);
                break;
        }
        body.Advance(length);
    }

    static int Read(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) throw Unreadable();
        var head = rest[0];
        var body = rest[1..];
        var (value, length) = head switch
        {
            <= 0x7f or >= 0xe0 => ((sbyte)head, 0),
            0xcc when body.Length >= 1 => (body[0], 1),
            0xcd when body.Length >= 2 => (BinaryPrimitives.ReadUInt16BigEndian(body), 2),
            0xce when body.Length >= 4 => (checked((int)BinaryPrimitives.ReadUInt32BigEndian(body)), 4),
            0xd0 when body.Length >= 1 => ((sbyte)body[0], 1),
            0xd1 when body.Length >= 2 => (BinaryPrimitives.ReadInt16BigEndian(body), 2),
            0xd2 when body.Length >= 4 => (BinaryPrimitives.ReadInt32BigEndian(body), 4),
            _ => throw Unreadable(),
        };
        rest = body[length..];
        return value;
    }

    static RpcException Unreadable() => new(new Status(StatusCode.Internal, "The body holds no such integers."));
}
