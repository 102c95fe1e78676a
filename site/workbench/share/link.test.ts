import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exercise } from '../model/testing.ts';
import { decodeLink, encodeLink } from './link.ts';

const decode = (fragment: string) => decodeLink(fragment, exercise);
const packed = (content: unknown) => `#example:1.${deflateRawSync(JSON.stringify(content)).toString('base64url')}`;

describe('a link that carries code', () => {
  it('gives back what was put in, in any script', async () => {
    const files = { 'client.ts': '// 你好 🎉\n</script>', 'lib/pool.ts': 'export {};' };
    const link = await encodeLink('example', files);
    expect(link).toMatch(/^#example:1\.[\w-]+$/);
    expect(await decode(link!)).toEqual(files);
  });

  it('is not made of more than a link can carry', async () => {
    const noise = Array.from({ length: 100_000 }, (_, i) => Math.sin(i).toString(36).slice(3)).join('');
    expect(await encodeLink('example', { 'client.ts': noise })).toBeNull();
  });

  it.each([
    ['nothing', '#example:', 'malformed'],
    ['no version', '#example:abc', 'malformed'],
    ['no Base64', '#example:1.%%%', 'malformed'],
    ['not compressed', '#example:1.aGVsbG8', 'malformed'],
    ['cut short', packed({ files: { 'client.ts': 'x'.repeat(500) } }).slice(0, -4), 'malformed'],
    ['a newer version', '#example:2.abc', 'newer'],
    ['ten megabytes', `#example:1.${'A'.repeat(10_000_000)}`, 'too-large'],
    ['a bomb', packed({ files: { 'client.ts': '0'.repeat(30_000_000) } }), 'too-large'],
    ['no files', packed({}), 'malformed'],
    ['a list', packed({ files: ['x'] }), 'malformed'],
    ['null', packed(null), 'malformed'],
    ['what is no text', packed({ files: { 'client.ts': 7 } }), 'malformed'],
    [
      'a thousand files',
      packed({ files: Object.fromEntries([...Array(1000).keys()].map((i) => [`${i}.ts`, ''])) }),
      'malformed',
    ],
    ['a path upwards', packed({ files: { '../client.ts': '' } }), 'bad-path'],
    ['an absolute path', packed({ files: { '/etc/passwd.ts': '' } }), 'bad-path'],
    ['a script for a name', packed({ files: { '<script>alert(1)</script>.ts': '' } }), 'bad-path'],
    ['a package', packed({ files: { 'node_modules/@grpc/grpc-js/index.js': '' } }), 'bad-path'],
    ['a file in the way of one given', packed({ files: { 'CLIENT.ts': '' } }), 'bad-path'],
    ['two in the way of each other', packed({ files: { 'a.ts': '', 'a.ts/b.ts': '' } }), 'bad-path'],
    ['the prototype', `#example:1.${deflateRawSync('{"files":{"__proto__":"x"}}').toString('base64url')}`, 'bad-path'],
  ])('is refused where it holds %s', async (_name, fragment, fault) => expect(await decode(fragment)).toBe(fault));
});
