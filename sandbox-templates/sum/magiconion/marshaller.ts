import { Packr } from 'msgpackr';
import type { UnaryMethod } from './service.ts';
import type { WireType } from './types.ts';

/** Turns a message into bytes and back. */
export interface Marshaller<T> {
  readonly serializer: (value: T) => Buffer;
  readonly deserializer: (bytes: Buffer) => T;
}

/** What C#'s `IMagicOnionSerializer` is: it writes and reads one MessagePack value. */
export interface Serializer {
  serialize(value: unknown): Buffer;
  deserialize(bytes: Buffer): unknown;
}

/** Gives each method its serializer; fixed when a client is created (C#: `IMagicOnionSerializerProvider`). */
export interface SerializerProvider {
  create(method: UnaryMethod): Serializer;
}

/** Records are msgpackr's own extension, which C# cannot read; int64 stays a number, as C#'s readers of int32 expect. */
const messagePack = new Packr({ useRecords: false, int64AsType: 'number' });

class MessagePackSerializer implements Serializer {
  serialize(value: unknown): Buffer {
    return messagePack.pack(value);
  }
  deserialize(bytes: Buffer): unknown {
    return messagePack.unpack(bytes);
  }
}

export const messagePackSerializerProvider: SerializerProvider = {
  create: () => new MessagePackSerializer(),
};

/**
 * Arguments on the wire: none as nil, one as it is, two and more as an array. Reading is lenient in the way of
 * MagicOnion's DynamicArgumentTuple formatter: missing items get their type's default, further ones are skipped.
 */
export function requestMarshaller(
  parameters: readonly WireType<unknown>[],
  serializer: Serializer,
): Marshaller<unknown[]> {
  const only = parameters.length === 1 ? parameters[0] : undefined;
  return {
    serializer: (args) => {
      const checked = parameters.map((type, i) => type.check(args[i]));
      return serializer.serialize(only ? checked[0] : checked.length ? checked : null);
    },
    deserializer: (bytes) => {
      const value = serializer.deserialize(bytes);
      if (only) return [only.check(value)];
      if (!parameters.length) return [];
      if (!Array.isArray(value)) throw new TypeError('The arguments are not a MessagePack array.');
      return parameters.map((type, i) => (i < value.length ? type.check(value[i]) : type.fallback));
    },
  };
}

export function responseMarshaller(
  type: WireType<unknown>,
  serializer: Serializer,
): Marshaller<unknown> {
  return {
    serializer: (value) => serializer.serialize(type.check(value) ?? null),
    deserializer: (bytes) => type.check(serializer.deserialize(bytes)),
  };
}
