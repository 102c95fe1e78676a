import { expect, test } from 'vitest';
import { noProcesses } from './no-processes.ts';

const answers = new Map([
  [0x7fff0000, 'allowed'],
  [0x00050001, 'EPERM'],
  [0x00050026, 'ENOSYS'],
]);

/** What the kernel does with a filter: only what ours has in it (seccomp(2), `struct seccomp_data`). */
function answerOf(filter: Buffer, data: { architecture: number; number: number; flags?: number }): string {
  const fields: Record<number, number> = { 0: data.number, 4: data.architecture, 16: data.flags ?? 0 };
  let loaded = 0;
  for (let at = 0; ; at++) {
    const [code, yes, no, value] = [
      filter.readUInt16LE(at * 8),
      filter.readUInt8(at * 8 + 2),
      filter.readUInt8(at * 8 + 3),
      filter.readUInt32LE(at * 8 + 4),
    ];
    if (code === 0x20) loaded = fields[value]!;
    else if (code === 0x15) at += loaded === value ? yes : no;
    else if (code === 0x35) at += loaded >= value ? yes : no;
    else if (code === 0x45) at += (loaded & value) !== 0 ? yes : no;
    else if (code === 0x06) return answers.get(value)!;
    else throw new Error(`No instruction: ${code}`);
  }
}

const thread = 0x3d0f00; // as glibc starts one
const process = 0x01200011; // as glibc forks

test.each([
  ['x64', { architecture: 0xc000003e, write: 1, clone: 56, clone3: 435, unshare: 272, older: [57, 58] }],
  ['arm64', { architecture: 0xc00000b7, write: 64, clone: 220, clone3: 435, unshare: 97, older: [] }],
])('on %s lets threads start, and neither processes nor namespaces', (name, { architecture, ...calls }) => {
  const filter = noProcesses(name)!;
  const ask = (number: number, flags?: number) => answerOf(filter, { architecture, number, flags });
  expect(ask(calls.write)).toBe('allowed');
  expect(ask(calls.clone, thread)).toBe('allowed');
  expect(ask(calls.clone, process)).toBe('EPERM');
  expect(ask(calls.clone3)).toBe('ENOSYS');
  expect(ask(calls.unshare)).toBe('EPERM');
  for (const number of calls.older) expect(ask(number)).toBe('EPERM'); // fork and vfork
});

test('refuses the calls of another architecture', () => {
  const filter = noProcesses('x64')!;
  expect(answerOf(filter, { architecture: 0x40000003, number: 1 })).toBe('EPERM'); // i386
  expect(answerOf(filter, { architecture: 0xc000003e, number: 0x40000001 })).toBe('EPERM'); // x32
});

test('says where it knows none', () => {
  expect(noProcesses('riscv64')).toBeNull();
});
