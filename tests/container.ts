// npm run test:container [base image]: builds the image of release/ with buildah, and runs it in Bubblewrap as a host would that trusts it little: not root,
// nothing writable but /data. For where there is no Docker; Linux, as root.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { assert } from 'vitest';
import { ClassClient, joinClass } from './support/class-client.ts';
import { root } from './support/templates.ts';

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const context = path.join(root, 'release', `leak-lab-${version}`);
const base = process.argv[2];
const buildah = (...args: string[]): string =>
  execFileSync('buildah', ['--storage-driver', 'vfs', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();

const image = 'localhost/leak-lab-test';
buildah(
  ...[
    'build',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--layers=false',
    '--file',
    path.join(context, 'Containerfile'),
    '--tag',
    image,
  ],
  ...(base ? ['--build-arg', `BASE=${base}`, '--pull-never'] : []),
  context,
);
const config = JSON.parse(buildah('inspect', '--type', 'image', image)).Docker.config;
const container = buildah('from', '--pull-never', image);
// Where images are kept, root alone may look.
const folder = mkdtempSync(path.join(os.tmpdir(), 'leak-lab-image-'));
execFileSync('mount', ['--bind', buildah('mount', container), folder]);
chmodSync(folder, 0o755);
const data = mkdtempSync(path.join(os.tmpdir(), 'leak-lab-container-'));
const [uid, gid] = config.User.split(':').map(Number);
chownSync(data, uid, gid);
console.log(
  `User ${config.User}, entry ${config.Entrypoint.join(' ')}, volumes ${Object.keys(config.Volumes)}, health ${config.Healthcheck.Test[0]}`,
);
assert(uid > 0, 'it is not root’s');

const inside = (command: readonly string[]): string[] => [
  ...[
    '--ro-bind',
    folder,
    '/',
    '--bind',
    data,
    '/data',
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--tmpfs',
    '/tmp',
    '--unshare-pid',
    '--as-pid-1',
  ],
  ...[
    '--clearenv',
    ...config.Env.flatMap((line: string) => ['--setenv', line.split('=', 1)[0]!, line.slice(line.indexOf('=') + 1)]),
  ],
  ...['--die-with-parent', '--', ...command],
];
const asUser = (command: readonly string[], stdout: 'pipe' | 'inherit' = 'pipe'): ChildProcess =>
  spawn('setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', 'bwrap', ...inside(command)], {
    stdio: ['ignore', stdout, 'inherit'],
  });

async function start(): Promise<{ hub: ChildProcess; base: string; code: string; key: string }> {
  const hub = asUser([...config.Entrypoint, '--class', 'Monday']);
  let said = '';
  for await (const line of createInterface({ input: hub.stdout! })) {
    said += `${line}\n`;
    const key = /trainer\/#(\S+)/.exec(said)?.[1];
    if (!key) continue;
    hub.stdout!.resume();
    return { hub, base: 'http://127.0.0.1:4323', code: /class\/#(\S+)/.exec(said)![1]!, key };
  }
  throw new Error(`It ended:\n${said}`);
}
async function stop(hub: ChildProcess): Promise<void> {
  // Bubblewrap passes no signal on: this goes to Node itself, which is process 1 in there.
  const [own] = readFileSync(`/proc/${hub.pid}/task/${hub.pid}/children`, 'utf8').trim().split(' ');
  const ended = once(hub, 'exit');
  process.kill(Number(own), 'SIGTERM');
  assert.deepEqual(await ended, [0, null], 'it ends when it is told to');
}

try {
  const first = await start();
  assert.equal((await fetch(first.base)).status, 200);
  const { token } = await joinClass(first.base, first.code, 'Ann');
  const [health] = (await once(asUser(config.Healthcheck.Test.slice(1), 'inherit'), 'exit')) as [number];
  assert.equal(health, 0, 'it says that it is well');
  const [write] = (await once(asUser(['sh', '-c', 'touch /leak-lab/x /etc/x 2>/dev/null']), 'exit')) as [number];
  assert.notEqual(write, 0, 'nothing but /data can be written to');
  await stop(first.hub);
  const [unwell] = (await once(asUser(config.Healthcheck.Test.slice(1), 'inherit'), 'exit')) as [number];
  assert.equal(unwell, 1, 'it says that it is not well');
  const second = await start();
  assert.equal(second.key, first.key, 'the class is there again');
  const ann = await ClassClient.learner(second.base, token);
  await ann.hears(({ type }) => type === 'news');
  ann.socket.terminate();
  await stop(second.hub);
  console.log('The container serves a class, keeps it, and ends when it is told to.');
} finally {
  execFileSync('umount', [folder]);
  rmdirSync(folder);
  buildah('umount', container);
  buildah('rm', container);
  rmSync(data, { recursive: true });
}
