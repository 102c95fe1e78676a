import type { TypeOf, WireType } from './types.ts';

type Parameters = readonly WireType<unknown>[];

export interface UnaryMethod<
  P extends Parameters = Parameters,
  R extends WireType<unknown> = WireType<unknown>,
> {
  readonly parameters: P;
  readonly result: R;
}

/** What a C# service interface says: its name and its methods, which give both the types here and the format on the wire. */
export interface ServiceDefinition<
  M extends Record<string, UnaryMethod> = Record<string, UnaryMethod>,
> {
  readonly name: string;
  readonly methods: M;
}

/** Most parameters that one MagicOnion method takes (MagicOnion.Abstractions, DynamicArgumentTuple). */
const mostParameters = 15;

/** A unary method from its parameter types and its result type, e.g. `unary([int32, int32], int32)`. */
export function unary<const P extends Parameters, R extends WireType<unknown>>(
  parameters: P,
  result: R,
): UnaryMethod<P, R> {
  if (parameters.length > mostParameters)
    throw new RangeError(`A method takes at most ${mostParameters} parameters.`);
  return { parameters, result };
}

export function defineService<M extends Record<string, UnaryMethod>>(
  name: string,
  methods: M,
): ServiceDefinition<M> {
  return { name, methods };
}

type Tuple<P extends Parameters> = { -readonly [K in keyof P]: TypeOf<P[K]> };
export type Arguments<M extends UnaryMethod> = M extends UnaryMethod<infer P> ? Tuple<P> : never;
export type Result<M extends UnaryMethod> = TypeOf<M['result']>;

/** `SumAsync` in C# is `sumAsync` here; on the wire it stays `SumAsync`. */
export type MethodName<Name extends string> = Uncapitalize<Name>;
export const methodName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The service's methods as a client offers them: `sumAsync(x: number, y: number): Promise<number>`. */
export type ServiceMethods<S extends ServiceDefinition> = {
  [N in keyof S['methods'] & string as MethodName<N>]: (
    ...args: Arguments<S['methods'][N]>
  ) => Promise<Result<S['methods'][N]>>;
};
