import { Packr } from 'msgpackr';
import { MessagePackReader } from './message-pack-reader.ts';
import type { UnaryMethod } from './service.ts';
import { nil, tuple, type WireType } from './types.ts';

/** Turns a message into bytes and back. */
export interface Marshaller<T> {
  readonly serializer: (value: T) => Buffer;
  readonly deserializer: (bytes: Buffer) => T;
}

/** What C#'s `IMagicOnionSerializer` is: it writes and reads one value of a type. */
export interface Serializer {
  serialize(value: unknown): Buffer;
  /** Reads a value from the beginning of the bytes; what follows it is not looked at. @throws for bytes that hold something else. */
  deserialize<T>(bytes: Buffer, type: WireType<T>): T;
}

/** Gives each method its serializer; fixed when a client is created (C#: `IMagicOnionSerializerProvider`). */
export interface SerializerProvider {
  create(method: UnaryMethod): Serializer;
}

/** Records are msgpackr's own extension, which C# cannot read. */
const messagePack = new Packr({ useRecords: false });

class MessagePackSerializer implements Serializer {
  serialize(value: unknown): Buffer {
    return messagePack.pack(value);
  }
  deserialize<T>(bytes: Buffer, type: WireType<T>): T {
    return type.read(new MessagePackReader(bytes));
  }
}

export const messagePackSerializerProvider: SerializerProvider = {
  create: () => new MessagePackSerializer(),
};

/** Arguments on the wire: none as nil, one as it is, two and more as an array (MagicOnion, `MagicOnionMarshallers`). */
export function requestMarshaller(
  parameters: readonly WireType<unknown>[],
  serializer: Serializer,
): Marshaller<readonly unknown[]> {
  const [only, ...others] = parameters;
  if (!only)
    return {
      serializer: () => serializer.serialize(null),
      deserializer(bytes) {
        serializer.deserialize(bytes, nil);
        return [];
      },
    };
  if (!others.length)
    return {
      serializer: ([value]) => serializer.serialize(only.check(value)),
      deserializer: (bytes) => [serializer.deserialize(bytes, only)],
    };
  const all = tuple(parameters);
  return {
    serializer: (args) => serializer.serialize(all.check(args)),
    deserializer: (bytes) => serializer.deserialize(bytes, all),
  };
}

export function responseMarshaller(
  type: WireType<unknown>,
  serializer: Serializer,
): Marshaller<unknown> {
  return {
    serializer: (value) => serializer.serialize(type.check(value) ?? null),
    deserializer: (bytes) => serializer.deserialize(bytes, type),
  };
}
