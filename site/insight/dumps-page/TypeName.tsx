import { shortName } from '../dumps/gcdump/csharp-name.ts';

/** A type's name with its namespace standing back, and those of its arguments left out; the whole name when one points at it. */
export function TypeName({ name }: { name: string }) {
  const space = /^(?:\w+\.)+(?=[\w<])/.exec(name)?.[0] ?? '';
  return (
    <span class="type-name" title={name}>
      {space && <span class="type-space">{space}</span>}
      {shortName(name.slice(space.length))}
    </span>
  );
}
