/**
 * A filter of system calls (seccomp(2)) that lets a program start threads, and neither processes nor namespaces: what one process may take of the
 * machine is capped, and not how many it starts. In the kernel's own form (`struct sock_filter`), as Bubblewrap takes it; null where the numbers of this
 * machine's calls are not known here.
 */
export function noProcesses(architecture: string = process.arch): Buffer | null {
  const numbers = tables[architecture];
  if (!numbers) return null;
  const { audit, clone, clone3, refused, foreign } = numbers;
  const program: Instruction[] = [
    load(offsetOf.architecture),
    jumpIf(Jump.equal, audit, 1, 0),
    answer(denied),
    load(offsetOf.number),
    // Other numbers for the same calls: x86-64's x32.
    ...(foreign ? [jumpIf(Jump.atLeast, foreign, 0, 1), answer(denied)] : []),
    // The C library then starts threads by `clone`, whose flags a filter can read: those of `clone3` lie behind a pointer.
    jumpIf(Jump.equal, clone3, 0, 1),
    answer(unknown),
    ...refused.flatMap((number) => [jumpIf(Jump.equal, number, 0, 1), answer(denied)]),
    jumpIf(Jump.equal, clone, 1, 0),
    answer(allowed),
    load(offsetOf.flags),
    jumpIf(Jump.anyOf, cloneThread, 0, 1),
    answer(allowed),
    answer(denied),
  ];
  const octets = Buffer.alloc(program.length * 8);
  program.forEach(({ code, yes, no, value }, i) => {
    octets.writeUInt16LE(code, i * 8);
    octets.writeUInt8(yes, i * 8 + 2);
    octets.writeUInt8(no, i * 8 + 3);
    octets.writeUInt32LE(value, i * 8 + 4);
  });
  return octets;
}

/** By Node's name of the architecture. The refused are fork, vfork, unshare and ptrace, where it has them. */
const tables: Readonly<Record<string, Table | undefined>> = {
  x64: { audit: 0xc000003e, clone: 56, clone3: 435, refused: [57, 58, 272, 101], foreign: 0x40000000 },
  arm64: { audit: 0xc00000b7, clone: 220, clone3: 435, refused: [97, 117] },
};

interface Table {
  /** As `struct seccomp_data` names the architecture (linux/audit.h). */
  readonly audit: number;
  readonly clone: number;
  readonly clone3: number;
  readonly refused: readonly number[];
  /** From this number on, calls are those of another architecture. */
  readonly foreign?: number;
}

/** One instruction: `yes` and `no` say how many of the next are jumped over. */
interface Instruction {
  readonly code: number;
  readonly yes: number;
  readonly no: number;
  readonly value: number;
}

/** In `struct seccomp_data`; both architectures have the lower half of an argument first. */
const offsetOf = { number: 0, architecture: 4, flags: 16 };
/** BPF_JMP with BPF_K: BPF_JEQ, BPF_JGE, BPF_JSET. */
const Jump = { equal: 0x15, atLeast: 0x35, anyOf: 0x45 } as const;
const cloneThread = 0x00010000;

/** SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM, and with ENOSYS. */
const allowed = 0x7fff0000;
const denied = 0x00050001;
const unknown = 0x00050026;

/** BPF_LD, BPF_W, BPF_ABS. */
const load = (offset: number): Instruction => ({ code: 0x20, yes: 0, no: 0, value: offset });
const jumpIf = (code: number, value: number, yes: number, no: number): Instruction => ({ code, yes, no, value });
/** BPF_RET, BPF_K. */
const answer = (value: number): Instruction => ({ code: 0x06, yes: 0, no: 0, value });
