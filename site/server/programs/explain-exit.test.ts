import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadExercise } from '../../sandbox/exercises/exercises.ts';
import { explainExit } from '../../sandbox/errors/explain-exit.ts';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import type { Reason } from '../../sandbox/errors/reason.ts';
import { Reaper } from './reaper.ts';
import { relativeToSandbox } from './relative-to-sandbox.ts';
import { LocalSandbox } from '../sandbox/sandbox.ts';
import { project } from '../testing/support.ts';
import { warmUp } from '../sandbox/warm-up.ts';
import { createWorkspace, type Workspace } from '../sandbox/workspace.ts';

let workspace: Workspace;
let reaper: Reaper;

beforeAll(async () => {
  const made = await createWorkspace(project);
  workspace = made;
  reaper = new Reaper(made.root);
  await warmUp(made, reaper);
});
afterAll(() => reaper.close());

/** Really runs `client.ts` and gives the message of its end. */
async function endOf(
  text: string,
  others: Record<string, string> = {},
): Promise<Extract<GuestMessage, { type: 'exit' }>> {
  const sandbox = new LocalSandbox(workspace, reaper);
  let last: GuestMessage | undefined;
  try {
    await sandbox.open({ 'client.ts': text, ...others });
    await sandbox.run(
      1,
      'client.ts',
      { probe: 'heap' },
      (message) => (last = message),
      () => true,
    );
  } finally {
    await sandbox.dispose();
  }
  if (last?.type !== 'exit') throw new Error('The last message is not the exit.');
  return last;
}

const program = 'client.ts';
type Case = [name: string, text: string, reason: Partial<Reason>];

describe('says why a program ended', () => {
  const cases: Case[] = [
    [
      'a type that does not parse',
      'const x: number = 1;\nconst y = = 3;',
      {
        code: 'syntax-error',
        file: program,
        line: 2,
        column: 11,
        message: expect.stringContaining('Expression expected'),
      },
    ],
    [
      'a function that is not closed',
      'let a = 1;\nfunction f() { return a +',
      {
        code: 'syntax-error',
        file: program,
        line: 2,
        message: 'SyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Expression expected',
      },
    ],
    [
      'an enum, which Node cannot strip',
      '\nenum A { X, Y }\nconsole.log(A.X);',
      { code: 'syntax-error', file: program, line: 2, column: 1, message: expect.stringContaining('enum') },
    ],
    [
      'a parameter property',
      'class C { constructor(private x: number) {} }',
      { code: 'syntax-error', file: program, line: 1, column: 31 },
    ],
    [
      'JavaScript that does not parse',
      'const a = 1;\nconst a = 2;',
      { code: 'syntax-error', file: program, line: 2, column: 7 },
    ],
    [
      'an export that is not there',
      `import { x } from './lib.ts';\nconsole.log(x);`,
      { code: 'syntax-error', file: program, line: 1, column: 10, message: expect.stringContaining('./lib.ts') },
    ],
    [
      'a syntax error in an imported file',
      `import './sub/bad.ts';`,
      { code: 'syntax-error', file: 'sub/bad.ts', line: 1, column: 18 },
    ],
    [
      'an error',
      'function f() {\n  throw new TypeError("boom");\n}\nf();',
      { code: 'uncaught-error', file: program, line: 2, column: 9, message: 'TypeError: boom' },
    ],
    [
      'an error of two lines',
      'throw new Error("one\\ntwo");',
      { code: 'uncaught-error', file: program, line: 1, message: 'Error: one\ntwo' },
    ],
    [
      'an error with a cause',
      'throw new Error("outer", { cause: new Error("inner") });',
      { code: 'uncaught-error', file: program, line: 1, column: 7, message: 'Error: outer' },
    ],
    [
      'an error thrown in an imported file',
      `import { f } from './lib.ts';\nf();`,
      { code: 'uncaught-error', file: 'lib.ts', line: 2, message: 'Error: from lib' },
    ],
    [
      'a rejected promise',
      'await 0;\nawait Promise.reject(new RangeError("no"));',
      { code: 'uncaught-error', file: program, line: 2, column: 22, message: 'RangeError: no' },
    ],
    [
      'a rejection that is no error',
      'Promise.reject("why");',
      { code: 'uncaught-error', message: expect.stringContaining('"why"') },
    ],
    ['a thrown text, which has no place', 'throw "text";', { code: 'uncaught-error', message: 'text' }],
    ['thrown null', 'throw null;', { code: 'uncaught-error', message: 'null' }],
    [
      'a text that does not parse',
      'const text = "{";\nJSON.parse(text);',
      { code: 'uncaught-error', file: program, line: 2, column: 6 },
    ],
    [
      'a pattern that does not parse',
      'new RegExp("(");',
      { code: 'uncaught-error', file: program, line: 1, column: 1 },
    ],
    [
      'a gRPC status nobody caught',
      `import * as grpc from '@grpc/grpc-js';
const client = new grpc.Client('127.0.0.1:1', grpc.credentials.createInsecure());
await new Promise((resolve, reject) => client.makeUnaryRequest('/a/b', () => Buffer.alloc(0), (x) => x, {}, (error, value) => (error ? reject(error) : resolve(value))));`,
      { code: 'uncaught-error', file: program, line: 3, message: expect.stringMatching(/^Error: 14 UNAVAILABLE/) },
    ],
    [
      'a file outside the sandbox',
      `import fs from 'node:fs';\nfs.readFileSync('/etc/passwd');`,
      { code: 'access-denied', file: program, line: 2, message: expect.stringContaining('FileSystemRead /etc/passwd') },
    ],
    [
      'a child process',
      `import { spawn } from 'node:child_process';\nspawn('ls');`,
      { code: 'access-denied', file: program, line: 2, message: expect.stringContaining('ChildProcess ls') },
    ],
    [
      'a native add-on',
      `process.dlopen({ exports: {} }, '/addon.node');`,
      { code: 'access-denied', file: program, line: 1 },
    ],
    [
      'a package that the sandbox does not have',
      `import 'astro';`,
      { code: 'missing-module', file: program, message: expect.stringContaining(`'astro'`) },
    ],
    [
      'a file that is not there',
      `import './nope.ts';`,
      { code: 'missing-module', file: program, message: expect.stringContaining(`'nope.ts'`) },
    ],
    [
      'a module that Node does not have',
      `import 'node:nope';`,
      { code: 'missing-module', message: expect.stringContaining('node:nope') },
    ],
    ['an exit code', 'process.exit(3);', { code: 'exited', exitCode: 3 }],
    ['the end', '', { code: 'exited', exitCode: 0 }],
    [
      'an exit after an error was printed',
      'try { throw new Error("told") } catch (error) { console.error(error) }\nprocess.exit(1);',
      { code: 'exited', exitCode: 1 },
    ],
    ['a signal', `process.kill(process.pid, 'SIGTERM');`, { code: 'killed', message: 'SIGTERM' }],
    ['an abort', 'process.abort();', { code: 'killed', message: 'SIGABRT' }],
    [
      'a full heap',
      'const kept: object[] = [];\nfor (;;) kept.push({ a: 1, b: [2] });',
      { code: 'heap-full', bytes: 256 * 2 ** 20 },
    ],
  ];
  const others = {
    'lib.ts': 'export const f = () => {\n  throw new Error("from lib");\n};',
    'sub/bad.ts': 'export const z = ;',
  };
  test.each(cases)('%s', async (_name, text, reason) => {
    expect((await endOf(text, others)).reason).toEqual({ program, ...ofError(reason), ...reason });
  });
  test('a call of the port with what it cannot send, by the line that made the call', async () => {
    const { start } = await loadExercise('first-sum');
    const text = `import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const client = MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress('http://127.0.0.1:1'));
async function ask() {
  await client.sumAsync('a' as never, 1);
}
await ask();`;
    const { 'client.ts': _given, ...others } = start;
    expect((await endOf(text, others)).reason).toMatchObject({
      code: 'uncaught-error',
      file: program,
      line: 6,
      message: expect.stringContaining('is not an int32'),
    });
  });
  /** What is there but not compared. */
  const ofError = (reason: Partial<Reason>) => ({
    ...(!['exited', 'heap-full'].includes(reason.code!) && { message: expect.any(String) }),
    ...((reason.code === 'uncaught-error' || reason.code === 'access-denied') &&
      reason.line && { column: expect.any(Number) }),
  });
});

test('says what filled the memory where V8 itself cannot go on, as while it takes a snapshot of a full heap', () => {
  const stderr = '\n\n#\n# Fatal error in , line 0\n# Out of memory: HashMap::Initialize\n#\n#\n';
  expect(explainExit({ program, code: null, signal: 'SIGTRAP', stderr, heapCap: 1, memoryCap: 2 })).toEqual({
    code: 'memory-full',
    program,
    bytes: 2,
  });
});

describe('says which port was in use', () => {
  const taken = createServer();
  let port: number;
  beforeAll(async () => {
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    port = (taken.address() as AddressInfo).port;
  });
  afterAll(() => void taken.close());

  test('by node:net', async () => {
    const { reason } = await endOf(`import net from 'node:net';\nnet.createServer().listen(${port}, '127.0.0.1');`);
    expect(reason).toMatchObject({ code: 'port-in-use', port, program });
  });
  test('by grpc-js', async () => {
    const { reason } = await endOf(`import { Server, ServerCredentials } from '@grpc/grpc-js';
new Server().bindAsync('127.0.0.1:${port}', ServerCredentials.createInsecure(), (error) => { if (error) throw error; });`);
    expect(reason).toMatchObject({ code: 'port-in-use', port, program });
  });
});

test('takes the directory out of paths and addresses', () => {
  expect(relativeToSandbox('at file:///tmp/a%20b/x/client.ts:1:2, /tmp/a b/x/lib/y.ts', '/tmp/a b/x')).toBe(
    'at client.ts:1:2, lib/y.ts',
  );
});
