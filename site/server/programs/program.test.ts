import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import type { RunOptions } from '../../sandbox/runtime.ts';
import { Reaper } from './reaper.ts';
import { LocalSandbox } from '../sandbox/sandbox.ts';
import { project, textOf } from '../testing/support.ts';
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

async function run(
  text: string,
  options: RunOptions = { probe: 'heap' },
  ready: () => boolean = () => true,
  files: Readonly<Record<string, string>> = {},
): Promise<GuestMessage[]> {
  const sandbox = new LocalSandbox(workspace, reaper);
  const messages: GuestMessage[] = [];
  try {
    await sandbox.open({ ...files, 'client.ts': text });
    await sandbox.run(1, 'client.ts', options, (message) => messages.push(message), ready);
  } finally {
    await sandbox.dispose();
  }
  return messages;
}

/** What `expression` gives inside a sandbox, as JSON; an error as its code. */
const evaluate = async (expression: string, options?: RunOptions): Promise<unknown> =>
  (await evaluateAll([expression], options))[expression];

/** The same of several, one after the other in one program. */
async function evaluateAll(expressions: readonly string[], options?: RunOptions): Promise<Record<string, unknown>> {
  const messages = await run(
    `import fs from 'node:fs'; import child_process from 'node:child_process'; import worker_threads from 'node:worker_threads'; import inspector from 'node:inspector';
const results = [];
for (const evaluate of [${expressions.map((expression) => `async () => (${expression})`).join(',\n')}])
  try { results.push(await evaluate() ?? null); } catch (error) { results.push(error.code); }
console.log(JSON.stringify(results));`,
    options,
  );
  const results = JSON.parse(textOf(messages, 'stdout')) as unknown[];
  return Object.fromEntries(expressions.map((expression, i) => [expression, results[i]]));
}

describe('what a program may not do', () => {
  test('reach beyond its own files, and into other processes and threads', async () => {
    const ways = [
      `fs.readFileSync('/etc/passwd')`,
      `fs.readdirSync('..')`,
      `fs.readFileSync(new URL('../../../../../etc/passwd', import.meta.url))`,
      `fs.writeFileSync('../escaped', '')`,
      `fs.mkdirSync('../escaped')`,
      `fs.renameSync('client.ts', '../escaped')`,
      `fs.symlinkSync('/etc/passwd', 'link')`,
      `fs.symlinkSync('client.ts', 'link')`,
      `fs.linkSync('/etc/passwd', 'link')`,
      `fs.rmSync('../compile-cache', { recursive: true })`,
      `fs.writeFileSync('../compile-cache/planted', '')`,
      `fs.readdirSync('../compile-cache')`,
      `fs.writeFileSync('../package.json', '{}')`,
      `fs.readFileSync(${JSON.stringify(path.join(project, 'package-lock.json'))})`,
      `fs.readFileSync(${JSON.stringify(path.join(project, 'site/server/start.ts'))})`,
      `fs.readFileSync(${JSON.stringify(path.join(project, 'node_modules/astro/package.json'))})`,
      `fs.writeFileSync(${JSON.stringify(path.join(project, 'node_modules/msgpackr/planted.js'))}, '')`,
      `fs.writeFileSync(${JSON.stringify(path.join(project, 'sandbox-templates/guest/planted.ts'))}, '')`,
      `child_process.spawn('true')`,
      `child_process.execSync('true')`,
      `child_process.fork('client.ts')`,
      `new worker_threads.Worker('', { eval: true })`,
      `inspector.open(0)`,
      `new inspector.Session().connect()`,
    ];
    expect(await evaluateAll(ways)).toEqual(Object.fromEntries(ways.map((way) => [way, 'ERR_ACCESS_DENIED'])));
  });

  test('load a native add-on', async () =>
    expect(await evaluate(`process.dlopen({ exports: {} }, '/addon.node')`)).toBe('ERR_DLOPEN_DISABLED'));

  test("read another sandbox's files, though its name begins alike", async () => {
    const sandbox = new LocalSandbox(workspace, reaper);
    const messages: GuestMessage[] = [];
    try {
      await sandbox.open({ 'client.ts': `import fs from 'node:fs'; fs.readFileSync(process.cwd() + 'x/secret.ts');` });
      const own = (await readdir(workspace.root)).map((name) => path.join(workspace.root, name));
      for (const directory of own)
        await mkdir(`${directory}x`, { recursive: true }).then(() => writeFile(`${directory}x/secret.ts`, 'secret'));
      await sandbox.run(
        1,
        'client.ts',
        { probe: 'heap' },
        (message) => messages.push(message),
        () => true,
      );
    } finally {
      await sandbox.dispose();
    }
    expect(messages.at(-1)).toMatchObject({ reason: { code: 'access-denied' } });
  });
});

describe('what a program may do', () => {
  test('read and write its own files', async () => {
    expect(await evaluate(`(fs.writeFileSync('own.txt', 'mine'), fs.readFileSync('own.txt', 'utf8'))`)).toBe('mine');
  });
  test('collect garbage', async () => expect(await evaluate('gc()')).toBe(null));
  test('import grpc-js and msgpackr', async () => {
    expect(
      await evaluate(`[typeof (await import('@grpc/grpc-js')).Server, typeof (await import('msgpackr')).Packr]`),
    ).toEqual(['function', 'function']);
  });
});

test('a program gets the variables of its run, and none of the server', async () => {
  process.env.LEAK_LAB_TEST_SECRET = 'secret';
  process.env.NODE_OPTIONS = '--no-deprecation';
  try {
    const names = (await evaluate(`{ ...process.env }`, { probe: 'served', env: { PORT: '0' } })) as Record<
      string,
      string
    >;
    expect(names).toEqual({ PORT: '0', LEAK_LAB_PROBE: 'served' });
  } finally {
    delete process.env.LEAK_LAB_TEST_SECRET;
    delete process.env.NODE_OPTIONS;
  }
});

describe('what a program writes on the probe’s pipes', () => {
  const forged = `{ type: 'sample', sample: { at: 1, calls: 7e7, clientsCreated: 1, channelsCreated: 1, methodsCached: 1, callsFailed: 0, callsOpen: 0, alive: null, heapUsed: 1, heapAfterGc: 1, dataAfterGc: 1, buffers: 1, source: 'v8' } }`;

  test.each([
    ['messages', `fs.writeSync(3, JSON.stringify(${forged}) + '\\n')`],
    [
      'messages with a key that it made up',
      `fs.writeSync(3, 'A'.repeat(22) + ' ' + JSON.stringify(${forged}) + '\\n')`,
    ],
    ['commands of Node’s IPC', `fs.writeSync(3, '{"cmd":"NODE_HANDLE_ACK"}\\n'.repeat(1000))`],
    ['what is no message', `fs.writeSync(3, 'x\\n')`],
    ['on the wrong pipe', `fs.writeSync(4, 'x\\n')`],
    ['a line without an end', `for (let i = 0; i < 16; i++) fs.writeSync(3, 'x'.repeat(2 ** 16))`],
    ['the last of it cut short', `fs.writeSync(3, '\\ud83d')`],
    [
      'with the key, which it listens for',
      `{ const { writeSync } = fs;
         fs.writeSync = (fd, text) => { if (fd === 3) console.log('heard ' + text); return writeSync(fd, text); };
         JSON.stringify = (value) => console.log('heard ' + value);
         (await import('node:module')).syncBuiltinESMExports();
         await new Promise((resolve) => setTimeout(resolve, 300)); }`,
    ],
  ])('%s: is none of the probe’s', async (_name, statement) => {
    const messages = await run(
      `import fs from 'node:fs'; import os from 'node:os'; ${statement}; process.stdout.write('real' + os.EOL);`,
    );
    expect(messages.filter(({ type }) => type !== 'sample' && type !== 'noted')).toEqual([
      {
        type: 'started',
        node: process.version,
        http2: 'builtin',
        heapLimit: 256 * 2 ** 20,
        buffersLimit: 512 * 2 ** 20,
      },
      { type: 'log', stream: 'stdout', text: 'real\n', dropped: 0 },
      { type: 'exit', code: 0, reason: { code: 'exited', program: 'client.ts', exitCode: 0 } },
    ]);
    const samples = messages.flatMap((message) => (message.type === 'sample' ? [message.sample] : []));
    expect(samples.map(({ calls }) => calls)).not.toContain(7e7);
    // Its own end of the pipe still works.
    expect(samples).not.toEqual([]);
  });

  test('is no IPC: it can send neither commands nor handles', async () => {
    expect(await evaluate('[typeof process.send, process.connected, process.channel]')).toEqual([
      'undefined',
      null,
      null,
    ]);
  });

  test('is not the program’s to close', async () => {
    const messages = await run(
      `import fs from 'node:fs'; try { fs.closeSync(3); } catch {}
       await new Promise((resolve) => setTimeout(resolve, 300)); console.log('real');`,
    );
    expect(textOf(messages, 'stdout')).toBe('real\n');
    expect(messages.at(-1)).toMatchObject({ code: 0 });
  });

  test('in a flood waits, as it does with its output, while the server’s memory does not grow', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 20);
    const messages = await run(
      `import fs from 'node:fs'; const text = 'x'.repeat(2 ** 20); const end = Date.now() + 2000; let written = 0;
       while (Date.now() < end) written += fs.writeSync(3, text); console.log(written);`,
    );
    clearInterval(watch);
    expect(messages.at(-1)).toMatchObject({ code: 0 });
    expect(Number(textOf(messages, 'stdout'))).toBeLessThan(16 * 2 ** 20);
    expect(most - before).toBeLessThan(32 * 2 ** 20);
  });
});

test('a program is lent what the server’s own first program has compiled', async () => {
  const lent = await workspace.compileCache.lend();
  const [version] = await readdir(lent);
  expect((await readdir(path.join(lent, version!))).length).toBeGreaterThan(50);
});

describe('a program’s types are taken out before it starts', () => {
  const loaded = `process.moduleLoadList.some((name) => name.includes('amaro'))`;

  test('so that it loads no stripper of its own', async () => {
    const messages = await run(`const types: boolean = ${loaded};\nconsole.log(types);`);
    expect(textOf(messages, 'stdout')).toBe('false\n');
  });

  test('and what it has changed itself is run as it is now', async () => {
    const messages = await run(
      `import fs from 'node:fs';
fs.writeFileSync('other.ts', 'export const word: string = "changed";');
console.log((await import('./other.ts')).word, ${loaded});`,
      { probe: 'heap' },
      () => true,
      { 'other.ts': `export const word: string = 'given!';` },
    );
    expect(textOf(messages, 'stdout')).toBe('changed true\n');
  });

  test('and its errors say the place that the learner sees', async () => {
    const messages = await run(`const a: number = 1;\nfunction f(x: number): never { throw new Error('here') }\nf(a);`);
    expect(messages.at(-1)).toMatchObject({
      reason: { message: 'Error: here', file: 'client.ts', line: 2, column: 38 },
    });
    expect((await run(`enum E { A }`)).at(-1)).toMatchObject({ reason: { code: 'syntax-error', line: 1 } });
    expect((await run(`let a: number = 1;\nlet a = 2;`)).at(-1)).toMatchObject({
      reason: { code: 'syntax-error', line: 2 },
    });
  });
});

test('a program starts with flags under which V8 takes the code that Node has compiled ahead', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'v8.cachedDataVersionTag()']);
  expect(await evaluate(`(await import('node:v8')).cachedDataVersionTag()`)).toBe(Number(stdout));
});

test('a program whose buffers fill the memory is ended, and told why', async () => {
  // Slowly enough for the probe to look before the cap of the whole process is reached, which is told by another figure.
  const messages = await run('const kept = []; setInterval(() => kept.push(Buffer.alloc(10e6)), 10);');
  expect(messages.at(-1)).toMatchObject({
    type: 'exit',
    reason: { code: 'memory-full', program: 'client.ts', bytes: 512 * 2 ** 20 },
  });
});

test('while the page is behind, samples are left out and logs held back; the end still comes', async () => {
  const messages = await run(
    `for (let n = 0; n < 10_000; n++) console.log('line', n); await new Promise((resolve) => setTimeout(resolve, 300));`,
    { probe: 'heap' },
    () => false,
  );
  expect(messages.map(({ type }) => type)).toEqual(['started', 'log', 'exit']);
  const log = messages[1] as Extract<GuestMessage, { type: 'log' }>;
  expect(log.text).toMatch(/line 9999\n$/);
  expect(log.dropped + log.text.split('\n').length - 1).toBe(10_000);
});
