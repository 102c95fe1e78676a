import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, realpath, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { behindEachWall } from '../testing/behind-walls.ts';
import { removeDirectory } from '../machine/remove-directory.ts';
import { callFilter } from './system-calls.ts';
import { textOf } from '../testing/support.ts';

// Each way out of a sandbox, tried behind each wall that this machine has.
behindEachWall((walled) => {
  const { kind, missing } = walled;
  /** A directory outside, with a Unix socket that somebody listens on. */
  let outside: string;
  let listener: Server;
  /** A Node whose inspector a signal would start, in the server's own process group. */
  let victim: ReturnType<typeof spawn>;
  let saidByVictim = '';

  beforeAll(async () => {
    if (missing) return;
    outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
    listener = createServer((socket) => socket.end()).listen(path.join(outside, 'listening.sock'));
    await once(listener, 'listening');
    victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")']);
    victim.stderr!.on('data', (text) => (saidByVictim += text));
    await once(victim.stdout!, 'data');
  });
  afterAll(async () => {
    if (missing) return;
    victim.kill('SIGKILL');
    listener.close();
    await removeDirectory(outside);
  });

  /** What each of the expressions gives inside a sandbox: its value as JSON, or the code or name of its error. */
  async function tryAll(expressions: readonly string[]): Promise<unknown[]> {
    const messages = await walled.run(
      `import fs from 'node:fs'; import net from 'node:net'; import os from 'node:os'; import v8, { setFlagsFromString } from 'node:v8';
import child_process from 'node:child_process'; import worker_threads from 'node:worker_threads'; import inspector from 'node:inspector';
import crypto from 'node:crypto'; import module from 'node:module'; import cluster from 'node:cluster'; import tty from 'node:tty';
const outside = ${JSON.stringify(outside)}; const victim = ${victim.pid};
const connected = (path) => new Promise((resolve, reject) => net.connect(path, () => resolve('connected')).on('error', reject));
const listening = (path) => new Promise((resolve, reject) => net.createServer().on('error', reject).listen(path, function () { this.close(); resolve('listening'); }));
const tries = [${expressions.map((expression) => `async () => (${expression})`).join(',\n')}];
for (const one of tries) {
  let result;
  try { result = await one(); } catch (error) { result = error.code ?? error.name; }
  console.log(JSON.stringify(result ?? null));
}
process.exit();`,
    );
    const lines = textOf(messages, 'stdout').trim().split('\n');
    if (lines.length !== expressions.length) throw new Error(`It ended early: ${textOf(messages, 'stderr')}`);
    return lines.map((line) => JSON.parse(line) as unknown);
  }

  test.skipIf(missing)('a signal reaches no other process', async () => {
    const ways = [
      `process.kill(victim, 'SIGUSR1')`,
      `process.kill(process.ppid, 'SIGUSR1')`,
      `process.kill(0, 'SIGUSR1')`,
      `process.kill(-victim, 'SIGUSR1')`,
      `process._kill(victim, 10)`,
      `process._debugProcess(victim)`,
      `process._debugProcess(process.ppid)`,
      `new child_process.ChildProcess()._handle.kill(10)`,
      `Object.getPrototypeOf(new child_process.ChildProcess()._handle).kill.call({ pid: victim }, 10)`,
      `os.setPriority(victim, 10)`,
      `os.getPriority(victim)`,
      `os.setPriority(os.getPriority() - 1)`,
    ];
    expect(Object.fromEntries((await tryAll(ways)).map((result, i) => [ways[i], result]))).toEqual(
      Object.fromEntries(ways.map((way) => [way, 'ERR_ACCESS_DENIED'])),
    );
    expect(saidByVictim).toBe('');
    expect(await tryAll([`process.kill(process.pid, 0)`, `os.setPriority(5)`, `os.getPriority()`])).toEqual([
      true,
      null,
      5,
    ]);
  });

  test.skipIf(missing)('a program closes what it has opened, and no descriptor that Node lives on', async () => {
    const ways = [
      `fs.closeSync(3)`,
      `fs.closeSync(4)`,
      `Array.from({ length: 60 }, (_, i) => { try { fs.closeSync(i + 3); return i + 3; } catch (error) { return error.code; } }).filter((found) => found !== 'ERR_ACCESS_DENIED').length`,
      `new Promise((resolve, reject) => fs.close(4, (error) => error ? reject(error) : resolve('closed')))`,
      `fs.createWriteStream('', { fd: 4 }).end('x')`,
      `new net.Socket({ fd: 3 }).destroy()`,
      `new net.Socket({ fd: 4 }).destroy()`,
      `(await import('node:fs')).closeSync(4)`,
      `fs.closeSync('4')`,
      `new tty.WriteStream(3).destroy()`,
      `new (await import('node:tty')).ReadStream(4).destroy()`,
      `tty.ReadStream(4)`,
      `(await import('node:net')).connect(1, '127.0.0.1').on('error', () => undefined)._handle.open(3)`,
    ];
    const refused = 'ERR_ACCESS_DENIED';
    const uncaught = `process.on('uncaughtException', () => undefined)`;
    expect((await tryAll([`(${uncaught}, null)`, ...ways])).slice(1)).toEqual([
      refused,
      refused,
      0,
      refused,
      expect.anything(),
      refused,
      refused,
      refused,
      'ERR_INVALID_ARG_TYPE',
      ...Array<string>(4).fill(refused),
    ]);
    expect(
      await tryAll([
        `fs.closeSync(fs.openSync('mine', 'w'))`,
        `new Promise((resolve, reject) => fs.open('mine', (error, fd) => fs.close(fd, (failed) => (failed ? reject(failed) : resolve('closed')))))`,
        `new Promise((resolve) => fs.createWriteStream('mine').end('x', () => resolve('written')))`,
        `fs.promises.open('mine').then((file) => file.close()).then(() => 'closed')`,
        `new Promise((resolve) => fs.createReadStream('mine').on('close', () => resolve('read')).resume())`,
      ]),
    ).toEqual([null, 'closed', 'written', 'closed', 'read']);
    expect((await walled.run(`import { closeSync } from 'node:fs';\ncloseSync(4);`)).at(-1)).toMatchObject({
      reason: { code: 'access-denied', message: expect.stringContaining('Descriptor 4'), file: 'client.ts', line: 2 },
    });
  });

  test.skipIf(missing)('V8’s flags, some of which write files, are not a program’s to set', async () => {
    expect(
      await tryAll([
        `v8.setFlagsFromString('--redirect-code-traces-to=' + outside + '/written')`,
        `setFlagsFromString('--no-flush-bytecode')`,
        `process.getBuiltinModule('v8').setFlagsFromString('--no-flush-bytecode')`,
        `delete v8.setFlagsFromString`,
      ]),
    ).toEqual([...Array<string>(3).fill('ERR_ACCESS_DENIED'), 'TypeError']);
  });

  test.skipIf(missing)('no Unix socket but its own is a program’s', async () => {
    const handle = `Object.getPrototypeOf(net.connect('x').on('error', () => {})._handle)`;
    expect(
      await tryAll([
        `connected(outside + '/listening.sock')`,
        `connected('../../' + outside.split('/').at(-1) + '/listening.sock')`,
        `listening(outside + '/left.sock')`,
        `listening('../left.sock')`,
        `listening('\\0leak-lab-abstract')`,
        `connected('\\0leak-lab-abstract')`,
        `(process.cwd = () => '/a/b/c', connected('../left.sock'))`,
        `(String.prototype.startsWith = () => true, connected(outside + '/listening.sock'))`,
        `${handle}.bind.call({}, outside + '/left.sock')`,
      ]),
    ).toEqual(Array(9).fill('ERR_ACCESS_DENIED'));
    expect(await readdir(outside)).toEqual(['listening.sock']);
    expect(await tryAll([`listening(process.cwd() + '/own')`])).toEqual(['listening']);
  });

  test.skipIf(missing)('no database outside its directory is opened or written', async () => {
    await writeFile(path.join(outside, 'theirs.db'), '');
    const ways = [
      `new (await import('node:sqlite')).DatabaseSync(outside + '/new.db').exec('create table t(x)')`,
      `new (await import('node:sqlite')).DatabaseSync(outside + '/theirs.db').exec('create table t(x)')`,
      `new (await import('node:sqlite')).DatabaseSync(':memory:').exec("attach '" + outside + "/new.db' as b; create table b.t(x)")`,
      `new (await import('node:sqlite')).DatabaseSync(':memory:').exec("create table t(x); vacuum into '" + outside + "/new.db'")`,
      `import('node:sqlite').then((s) => s.backup(new s.DatabaseSync(':memory:'), outside + '/new.db'))`,
    ];
    expect(await tryAll(ways)).toEqual(
      Array(ways.length).fill(kind === 'permissions' ? 'ERR_UNKNOWN_BUILTIN_MODULE' : 'ERR_SQLITE_ERROR'),
    );
    expect((await readdir(outside)).sort()).toEqual(['listening.sock', 'theirs.db']);
  });

  test.skipIf(missing)('nothing else of Node writes or reads outside, or runs anything', async () => {
    await mkdir(path.join(outside, 'wasi'), { recursive: true });
    const ways = [
      `process.chdir(outside)`,
      `process.report.writeReport(outside + '/report.json')`,
      `process.report.directory = outside`,
      `process.report.filename = outside + '/report.json'`,
      `process.report.reportOnFatalError = true`,
      `process.report.reportOnUncaughtException = true`,
      `process.report.reportOnSignal = true`,
      `new (new child_process.ChildProcess()._handle.constructor)().spawn('/bin/sh', ['sh', '-c', 'true'], '/', [], [{ type: 'ignore' }], 0)`,
      `v8.writeHeapSnapshot(outside + '/heap.heapsnapshot')`,
      `import('node:wasi').then(({ WASI }) => new WASI({ version: 'preview1', preopens: { '/': '/' } }))`,
      `process.loadEnvFile('/etc/os-release')`,
      `fs.openAsBlob('/etc/passwd')`,
      `fs.watch('/etc')`,
      `fs.statSync('/etc/passwd')`,
      `fs.readdirSync('/proc/self/fd')`,
      `fs.readFileSync('/proc/self/environ')`,
      `fs.readlinkSync('/proc/self/exe')`,
      `fs.realpathSync('/proc/self/exe')`,
      `fs.realpathSync(Buffer.from('/etc/passwd'))`,
      `fs.realpathSync(new URL('file:///etc/passwd'))`,
      `fs.realpathSync.native('/etc/passwd')`,
      `(await import('node:fs')).realpathSync('..')`,
      `fs.linkSync('/etc/passwd', 'linked')`,
      `fs.linkSync('client.ts', outside + '/linked')`,
      `fs.renameSync('client.ts', outside + '/renamed')`,
      `fs.cpSync('/etc/passwd', 'passwd')`,
      `fs.symlinkSync('..', 'up')`,
      `process.binding('fs')`,
      `process._linkedBinding('fs')`,
      `process.execve('/bin/true', ['true'], {})`,
      `cluster.fork()`,
      `child_process.spawn('true')`,
      `new worker_threads.Worker('', { eval: true })`,
      `inspector.open(0)`,
      `new inspector.Session().connect()`,
      `import('node:trace_events').then((t) => t.createTracing({ categories: ['v8'] }).enable())`,
    ];
    const allowed = new Set([`trace_events`]);
    const results = await tryAll(ways);
    for (const [i, way] of ways.entries()) {
      if ([...allowed].some((name) => way.includes(name))) continue;
      expect([way, results[i]]).toEqual([way, 'ERR_ACCESS_DENIED']);
    }
    expect(await tryAll([`fs.realpathSync('client.ts') === process.cwd() + '/client.ts'`])).toEqual([true]);
    expect(await tryAll([`crypto.setEngine('/x.so')`, `process.dlopen({ exports: {} }, '/x.node')`])).toEqual([
      'ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED',
      'ERR_DLOPEN_DISABLED',
    ]);
    expect((await readdir(outside)).filter((name) => name !== 'theirs.db').sort()).toEqual(['listening.sock', 'wasi']);
  });

  test.skipIf(missing)(
    'it stands nowhere but in its directory: Node writes some files wherever it stands',
    async () => {
      const readable = JSON.stringify(walled.workspace.shared.find((place) => place.endsWith('guest')));
      expect(
        await tryAll([
          `process.chdir(${readable})`,
          `process.chdir('..')`,
          `process.chdir(process.cwd() + '/../node_modules')`,
          `(fs.mkdirSync('mine'), process.chdir('mine'), process.chdir('..'), process.chdir('.'))`,
          `process.chdir()`,
          `(process.cwd = () => ${readable} + '/tab', process.chdir('..'))`,
        ]),
      ).toEqual([...Array<string>(3).fill('ERR_ACCESS_DENIED'), null, 'ERR_INVALID_ARG_TYPE', 'ERR_ACCESS_DENIED']);
    },
  );

  test.skipIf(missing || kind === 'permissions')(
    'it sees no other process, and of the files only what it needs',
    async () => {
      // `process.binding` and the like are closed; what native code would see if it got in shows in what Node itself may be told.
      const lent = await walled.workspace.compileCache.lend();
      const [version] = await readdir(lent);
      const [entry] = await readdir(path.join(lent, version!));
      const places = [
        '/written',
        '/tmp/written',
        '/dev/written',
        '/dev/shm/written',
        '/proc/self/mem',
        `${lent}/written`,
        path.join(lent, version!, entry!),
      ];
      const { file, args } = walled.workspace.wall.command(
        { readable: [], writable: [walled.workspace.root], lent: [lent] },
        [
          '-e',
          `const fs = require('node:fs');
       console.log(JSON.stringify({ root: fs.readdirSync('/').sort(), pids: fs.readdirSync('/proc').filter(Number), tmp: fs.readdirSync('/tmp'),
         shown: ['/etc/passwd', '/root', '/home', '/bin/sh', '/usr/bin/env'].filter((name) => fs.existsSync(name)) }));
       console.log(JSON.stringify(${JSON.stringify(places)}.map((place) => { try { fs.writeFileSync(place, ''); } catch (error) { return error.code; } })));`,
        ],
      );
      const child = spawn(file, args, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      await once(child, 'close');
      const [seen, written] = said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as any);
      expect(seen.pids).toEqual(['1', '2']);
      // But for the folder that the checkout itself is in.
      expect(seen.shown.filter((name: string) => !process.cwd().startsWith(`${name}/`))).toEqual([]);
      // A checkout, a workspace or Node itself below /tmp is seen there, and nothing beside it.
      const ours = [walled.workspace.root, process.cwd(), process.execPath].map(
        (path) => /^\/tmp\/([^/]+)/.exec(path)?.[1],
      );
      expect(seen.tmp.filter((name: string) => !ours.includes(name))).toEqual([]);
      expect(written).toEqual(Array(places.length).fill('EROFS'));
      await walled.workspace.compileCache.takeBack(lent);
    },
  );

  test.skipIf(missing || !callFilter())(
    'what Node’s permission model is nothing to starts no process, reaches no Unix socket, and has no memory but its own',
    async () => {
      const { confine } = walled.workspace.wall;
      if (kind === 'permissions') return expect(confine).toBeNull();
      const name = `\0leak-lab-${process.pid}`;
      const abstract = createServer((socket) => socket.end()).listen(name);
      await once(abstract, 'listening');
      const filter = path.join(outside, 'filter.bpf');
      await writeFile(filter, callFilter()!);
      const node = await realpath(process.execPath);
      const { file, args } = confine!(
        { readable: [node], writable: [walled.workspace.root], lent: [] },
        [
          node,
          '-e',
          `const fs = require('node:fs'); const net = require('node:net'); const { spawnSync } = require('node:child_process');
         const reached = (to) => new Promise((resolve) => net.connect(to, () => resolve('reached')).on('error', ({ code }) => resolve(code)));
         const opened = (name, flags) => { try { return fs.openSync(name, flags); } catch ({ code }) { return code; } };
         const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', async () => {
           console.log(JSON.stringify([await reached(server.address()), await reached(${JSON.stringify(name)}),
             spawnSync(process.execPath, ['-v'], { stdio: 'ignore' }).error?.code, opened('/proc/1/mem', 'r+'), opened('/dev/zero', 'r+')]));
           process.exit();
         });`,
        ],
        filter,
      );
      const child = spawn(file, args, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      await once(child, 'close');
      abstract.close();
      expect(JSON.parse(said)).toEqual(['reached', 'EPERM', 'EPERM', 'EROFS', 'EACCES']);
    },
  );

  test.skipIf(missing)('Node takes up the compiled code that it is lent', async () => {
    expect(await tryAll([`module.getCompileCacheDir() !== undefined`])).toEqual([true]);
  });
});
