import { expect, test } from 'vitest';
import { callFilter } from './system-calls.ts';

const answers = new Map([
  [0x7fff0000, 'allowed'],
  [0x00050001, 'EPERM'],
  [0x00050026, 'ENOSYS'],
]);

/** What the kernel does with a filter: only what ours has in it (seccomp(2), `struct seccomp_data`). */
function answerOf(filter: Buffer, data: { architecture: number; number: number; arguments?: number[] }): string {
  const fields: Record<number, number> = { 0: data.number, 4: data.architecture };
  for (const i of [0, 1, 2, 3]) fields[16 + 8 * i] = data.arguments?.[i] ?? 0;
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
  [
    'x64',
    {
      architecture: 0xc000003e,
      write: 1,
      clone: 56,
      clone3: 435,
      unshare: 272,
      older: [57, 58],
      mmap: 9,
      socket: 41,
      pair: 53,
      memfd: 319,
      prctl: 157,
    },
  ],
  [
    'arm64',
    {
      architecture: 0xc00000b7,
      write: 64,
      clone: 220,
      clone3: 435,
      unshare: 97,
      older: [],
      mmap: 222,
      socket: 198,
      pair: 199,
      memfd: 279,
      prctl: 167,
    },
  ],
])(
  'on %s lets threads start and the network be used, and no processes, namespaces, other sockets or memory that nobody counts',
  (name, { architecture, ...calls }) => {
    const filter = callFilter(name)!;
    const ask = (number: number, ...arguments_: number[]) =>
      answerOf(filter, { architecture, number, arguments: arguments_ });
    expect(ask(calls.write)).toBe('allowed');
    // AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_VSOCK
    expect([1, 2, 10, 16, 40].map((family) => ask(calls.socket, family))).toEqual([
      'EPERM',
      'allowed',
      'allowed',
      'allowed',
      'EPERM',
    ]);
    expect(ask(calls.pair, 1)).toBe('EPERM');
    expect(ask(calls.memfd)).toBe('EPERM');
    // PR_SET_NAME, and PR_SET_DUMPABLE
    expect([ask(calls.prctl, 15), ask(calls.prctl, 4)]).toEqual(['allowed', 'EPERM']);
    // Memory of a program's own, of a file, shared, and what grows down.
    const flags = [0x22, 0x02, 0x21, 0x122];
    expect(flags.map((how) => ask(calls.mmap, 0, 4096, 3, how))).toEqual(['allowed', 'allowed', 'allowed', 'EPERM']);
    expect(ask(calls.clone, thread)).toBe('allowed');
    expect(ask(calls.clone, process)).toBe('EPERM');
    expect(ask(calls.clone3)).toBe('ENOSYS');
    expect(ask(calls.unshare)).toBe('EPERM');
    for (const number of calls.older) expect(ask(number)).toBe('EPERM'); // fork and vfork
  },
);

test('refuses the calls of another architecture', () => {
  const filter = callFilter('x64')!;
  expect(answerOf(filter, { architecture: 0x40000003, number: 1 })).toBe('EPERM'); // i386
  expect(answerOf(filter, { architecture: 0xc000003e, number: 0x40000001 })).toBe('EPERM'); // x32
});

test('says where it knows none', () => {
  expect(callFilter('riscv64')).toBeNull();
});
