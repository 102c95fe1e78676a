/** The method that `util.inspect` and `console.log` ask for an object's own form. */
export const inspectForm: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;

type Inspect = (value: unknown, options: object) => string;

/** `name` and a few properties, as Node shows its sessions and streams, rather than all that makes them work. */
export function shown(
  name: string,
  depth: number | undefined,
  options: object,
  inspect: Inspect,
  parts: object,
): string {
  return typeof depth === 'number' && depth < 0
    ? `[${name}]`
    : `${name} ${inspect(parts, { ...options, depth: null })}`;
}
