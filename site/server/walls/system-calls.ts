/**
 * A filter of system calls (seccomp(2)) for a program that nothing within its process confines. It starts threads, and neither processes nor
 * namespaces: what one process may take of the machine is capped, and not how many it starts. It takes memory as data or by mapping it alone, and has no
 * socket but the network's, for Unix sockets of the abstract namespace are in no directory, and the desktop listens there. In the kernel's own form
 * (`struct sock_filter`), as Bubblewrap takes it; null where the numbers of this machine's calls are not known here.
 */
export function callFilter(architecture: string = process.arch): Buffer | null {
  const numbers = tables[architecture];
  if (!numbers) return null;
  const { audit, clone, clone3, mmap, socket, prctl, refused, foreign } = numbers;
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
    ...inCaseOf(clone, [load(argument(0)), jumpIf(Jump.anyOf, cloneThread, 0, 1), answer(allowed), answer(denied)]),
    ...inCaseOf(socket, [
      load(argument(0)),
      ...families.flatMap((family) => [jumpIf(Jump.equal, family, 0, 1), answer(allowed)]),
      answer(denied),
    ]),
    ...inCaseOf(mmap, [load(argument(3)), jumpIf(Jump.anyOf, mapGrowsDown, 0, 1), answer(denied)]),
    ...inCaseOf(prctl, [load(argument(0)), jumpIf(Jump.equal, setDumpable, 0, 1), answer(denied)]),
    answer(allowed),
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

interface Table {
  /** As `struct seccomp_data` names the architecture (linux/audit.h). */
  readonly audit: number;
  readonly clone: number;
  readonly clone3: number;
  readonly mmap: number;
  readonly socket: number;
  readonly prctl: number;
  readonly refused: readonly number[];
  /** From this number on, calls are those of another architecture. */
  readonly foreign?: number;
}

/** By Node's name of the architecture. */
const tables: Readonly<Record<string, Table | undefined>> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    clone3: 435,
    mmap: 9,
    socket: 41,
    prctl: 157,
    refused: [
      ...[57, 58, 272, 308], // fork, vfork, unshare, setns
      ...[101, 310, 311, 438], // ptrace, process_vm_readv, process_vm_writev, pidfd_getfd
      ...[319, 447, 29, 64, 68, 323], // memfd_create, memfd_secret, shmget, semget, msgget, userfaultfd
      ...[53, 248, 249, 250], // socketpair, add_key, request_key, keyctl
      ...[425, 321, 298], // io_uring_setup, which goes past any filter; bpf, perf_event_open
    ],
    foreign: 0x40000000,
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    clone3: 435,
    mmap: 222,
    socket: 198,
    prctl: 167,
    // The same; it has neither fork nor vfork.
    refused: [97, 268, 117, 270, 271, 438, 279, 447, 194, 190, 186, 282, 199, 217, 218, 219, 425, 280, 241],
  },
};

/** AF_INET, AF_INET6; AF_NETLINK, by which the C library asks for the machine's addresses. */
const families = [2, 10, 16];
const cloneThread = 0x00010000;
/** A mapping that grows as a stack does, which is no data (setrlimit(2), RLIMIT_DATA). Nor is shared memory; but .NET loads assemblies into some. */
const mapGrowsDown = 0x0100;
/** PR_SET_DUMPABLE: by which a process hides from its own user, and so from the server, which files it has open (proc_pid_fd(5)). */
const setDumpable = 4;

/** One instruction: `yes` and `no` say how many of the next are jumped over. */
interface Instruction {
  readonly code: number;
  readonly yes: number;
  readonly no: number;
  readonly value: number;
}

/** In `struct seccomp_data`. */
const offsetOf = { number: 0, architecture: 4 };
/** The lower half of a call's argument, which both architectures have first; none of those here has anything in the upper. */
const argument = (index: number): number => 16 + 8 * index;
/** BPF_JMP with BPF_K: BPF_JEQ, BPF_JGE, BPF_JSET. */
const Jump = { equal: 0x15, atLeast: 0x35, anyOf: 0x45 } as const;

/** SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM, and with ENOSYS. */
const allowed = 0x7fff0000;
const denied = 0x00050001;
const unknown = 0x00050026;

/** BPF_LD, BPF_W, BPF_ABS. */
const load = (offset: number): Instruction => ({ code: 0x20, yes: 0, no: 0, value: offset });
const jumpIf = (code: number, value: number, yes: number, no: number): Instruction => ({ code, yes, no, value });
/** BPF_RET, BPF_K. */
const answer = (value: number): Instruction => ({ code: 0x06, yes: 0, no: 0, value });
/** What answers the call of that number, all others jumping over it; where its own last jump goes past it, it is allowed. */
const inCaseOf = (number: number, then: readonly Instruction[]): Instruction[] => [
  jumpIf(Jump.equal, number, 0, then.length + 1),
  ...then,
  answer(allowed),
];
