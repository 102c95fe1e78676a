import { linkSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { behindEachWall } from '../testing/behind-walls.ts';
import { LocalSandbox } from '../sandbox/sandbox.ts';
import { runningIn, textOf } from '../testing/support.ts';
import type { Workspace } from '../sandbox/workspace.ts';

// What a program takes without end, and how it ends, behind each wall that this machine has. Where it takes many files these are names of one: to make a
// file of its own for each takes a disk up to forty times as long, of a core too.
behindEachWall((walled) => {
  const { kind, missing } = walled;

  test.skipIf(missing || process.platform !== 'linux')('it opens no more than it may', async () => {
    const messages = await walled.run(
      `import fs from 'node:fs';
       let opened = 0;
       try { for (;;) { fs.openSync('client.ts'); opened++; } } catch (error) { console.log(error.code, opened < 16_384); }`,
    );
    expect(textOf(messages, 'stdout')).toBe('EMFILE true\n');
  });

  test.skipIf(missing)(
    'directories that lie deeper than a path can say are removed, before a run and in the end',
    async () => {
      const sandbox = new LocalSandbox(walled.workspace, walled.reaper);
      await sandbox.open({
        'client.ts': `import fs from 'node:fs'; const name = 'd'.repeat(200); let depth = 0;
try { for (; depth < 60; depth++) { fs.mkdirSync(name); process.chdir(name); } } catch { console.log(depth); }`,
      });
      try {
        for (let turn = 0; turn < 2; turn++) {
          const messages = await walled.runIn(sandbox);
          const [said, end] = [textOf(messages, 'stdout'), messages.at(-1)];
          // A look at the disk that finds them may end it before it has said how deep they lie.
          const isEnded = end?.type === 'exit' && end.reason?.code === 'disk-full';
          expect(Number(said) > 18 || isEnded, JSON.stringify([said, end])).toBe(true);
        }
      } finally {
        await sandbox.dispose();
      }
      expect((await readdir(walled.workspace.root)).sort()).toEqual(['compile-cache', 'node_modules', 'package.json']);
    },
  );

  test.skipIf(missing)('more files than a sandbox may have end its programs, and are told', async () => {
    const messages = await walled.run(
      `import fs from 'node:fs'; fs.mkdirSync('many'); fs.writeFileSync('one', ''); let n = 0;
setInterval(() => { for (let i = 0; i < 2000 && n < 21_000; i++) fs.linkSync('one', 'many/' + n++); }, 1);`,
    );
    expect(messages.at(-1)).toMatchObject({ reason: { code: 'disk-full', program: 'client.ts' } });
  });

  test.skipIf(missing || process.platform !== 'linux')(
    'files that were removed while they are open count as long as they are, and are told',
    async () => {
      const few = { bytes: 8 * 2 ** 20, entries: 100 };
      const held = (megabytes: number) => `import fs from 'node:fs'; const file = fs.openSync('removed', 'w');
fs.unlinkSync('removed'); console.log('removed'); fs.writeSync(file, Buffer.alloc(${megabytes} * 2 ** 20, 1)); console.log('held');
setTimeout(() => process.exit(), ${megabytes > 8 ? 30_000 : 1200});`;
      for (const [megabytes, code, said] of [
        [4, 'exited', 'removed\nheld\n'],
        // It may be ended while it still writes.
        [12, 'disk-full', expect.stringMatching(/^removed\n(?:held\n)?$/)],
      ] as const) {
        const sandbox = new LocalSandbox(walled.workspace, walled.reaper, few);
        await sandbox.open({ 'client.ts': held(megabytes) });
        const messages = await walled.runIn(sandbox);
        await sandbox.dispose();
        expect([textOf(messages, 'stdout'), messages.at(-1)]).toMatchObject([said, { reason: { code } }]);
      }
    },
  );

  test.skipIf(missing)('files in folders that it has locked up count, and are told', async () => {
    const sandbox = new LocalSandbox(walled.workspace, walled.reaper, { bytes: 8 * 2 ** 20, entries: 100 });
    await sandbox.open({
      'client.ts': `import fs from 'node:fs'; fs.mkdirSync('locked'); fs.chmodSync('locked', 0o300);
fs.writeFileSync('locked/file', Buffer.alloc(12 * 2 ** 20, 1)); setTimeout(() => process.exit(), 30_000);`,
    });
    expect((await walled.runIn(sandbox)).at(-1)).toMatchObject({ reason: { code: 'disk-full' } });
    await sandbox.dispose();
  });

  test.skipIf(missing)(
    'what an earlier run left counts for none after it, however long it takes to remove',
    async () => {
      const sandbox = new LocalSandbox(walled.workspace, walled.reaper, { bytes: 8 * 2 ** 20, entries: 100 });
      const before = await readdir(walled.workspace.root);
      await sandbox.open({ 'client.ts': `console.log('ran'); process.exit();` });
      const [own] = (await readdir(walled.workspace.root)).filter((name) => !before.includes(name));
      const left = (n: number) => path.join(walled.workspace.root, own!, `left${n}`);
      writeFileSync(left(0), '');
      for (let n = 1; n < 8000; n++) linkSync(left(0), left(n));
      const messages = await walled.runIn(sandbox);
      await sandbox.dispose();
      expect([textOf(messages, 'stdout'), messages.at(-1)]).toMatchObject(['ran\n', { reason: { code: 'exited' } }]);
    },
  );

  test.skipIf(missing || process.platform !== 'linux')('a program without descriptors goes on', async () => {
    const { wall } = walled.workspace;
    const few: Workspace = {
      ...walled.workspace,
      wall: {
        ...wall,
        command(...asked) {
          const { file, args } = wall.command(...asked);
          return { file: '/bin/sh', args: ['-c', 'ulimit -n 64 && exec "$@"', 'sh', file, ...args] };
        },
      },
    };
    const messages = await walled.run(
      `import fs from 'node:fs'; try { for (;;) fs.openSync('client.ts'); } catch (error) { console.log(error.code); }
setTimeout(() => { console.log('goes on'); process.exit(); }, 500);`,
      few,
    );
    expect([textOf(messages, 'stdout'), textOf(messages, 'stderr')]).toEqual(['EMFILE\ngoes on\n', '']);
  });

  test.skipIf(missing)('a program that ends by a signal is told as killed by it', async () => {
    const messages = await walled.run(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);`);
    expect(messages.at(-1)).toMatchObject({ reason: { code: 'killed', message: 'SIGKILL' } });
  });

  test.skipIf(missing)(
    'a program that is ended while it starts, at whatever moment, leaves no process',
    { timeout: 120_000 },
    async () => {
      const sandbox = new LocalSandbox(walled.workspace, walled.reaper);
      await sandbox.open({ 'client.ts': 'for (;;);' });
      for (let wait = 0; wait < 40; wait++) {
        const ended = sandbox.run(
          wait,
          'client.ts',
          { probe: 'heap' },
          () => undefined,
          () => true,
        );
        await new Promise((resolve) => setTimeout(resolve, wait));
        sandbox.stop(wait);
        await ended;
      }
      await sandbox.dispose();
      expect(await runningIn()).toEqual([]);
    },
  );

  // Loops that never let the probe look: the kernel holds the cap where it can.
  test.skipIf(missing || process.platform !== 'linux').each([
    ['buffers', `const kept = []; for (;;) kept.push(Buffer.alloc(1e7, 1));`],
    ['shared memory', `const kept = []; for (;;) kept.push(new Uint8Array(new SharedArrayBuffer(1e7)).fill(1));`],
    [
      'WebAssembly’s memory',
      `const kept = []; for (;;) { const m = new WebAssembly.Memory({ initial: 160 }); new Uint8Array(m.buffer).fill(1); kept.push(m); }`,
    ],
    [
      'SQLite',
      kind === 'permissions'
        ? null
        : `import { DatabaseSync } from 'node:sqlite'; const d = new DatabaseSync(':memory:'); d.exec('create table t(x)');
           const s = d.prepare('insert into t values (zeroblob(10000000))'); for (;;) s.run();`,
    ],
  ])('%s without end are ended, and told', async (_name, text) => {
    if (text === null) return;
    expect((await walled.run(text)).at(-1)).toMatchObject({ reason: { code: 'memory-full', program: 'client.ts' } });
  });
});
