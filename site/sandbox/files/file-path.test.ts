import { describe, expect, it } from 'vitest';
import { pathFault } from './file-path.ts';

const files = { 'client.ts': '', 'magiconion/channel.ts': '' };

describe('where a file may be made', () => {
  it.each(['pool.ts', 'lib/pool.ts', 'a/b/c.mjs', 'data.json', 'client.test.ts'])('at %s', (path) =>
    expect(pathFault(path, files)).toBeNull(),
  );
  it.each([
    ['', 'not-plain'],
    ['../x.ts', 'not-plain'],
    ['/x.ts', 'not-plain'],
    ['a//b.ts', 'not-plain'],
    ['.hidden.ts', 'not-plain'],
    ['C:\\x.ts', 'not-plain'],
    ['a\0.ts', 'not-plain'],
    ['<img src=x>.ts', 'not-plain'],
    ['node_modules/x.ts', 'not-plain'],
    [`${'a'.repeat(200)}.ts`, 'not-plain'],
    ['pool', 'not-code'],
    ['x.node', 'not-code'],
    ['start.ts', 'reserved'],
    ['Client.ts', 'taken'],
    ['client.ts/x.ts', 'taken'],
    ['magiconion.ts/..', 'not-plain'],
    ['MagicOnion/channel.ts', 'taken'],
  ])('not at %j: %s', (path, fault) => expect(pathFault(path, files)).toBe(fault));

  it.each([
    ['lib/Pool.cs', null],
    ['data.json', null],
    ['pool.ts', 'not-code'],
    ['program.cs', 'taken'],
  ])('at %j of a program in C#: %s', (path, fault) =>
    expect(pathFault(path, { 'Program.cs': '' }, 'csharp')).toBe(fault),
  );
});
