import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChild, type Child } from '../support/child.ts';
import { expectedOfCalls, type CallName } from '../grpc/calls.ts';
import { through } from '../support/preload.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { bigBody } from '../support/servers.ts';

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const names = Object.keys(expectedOfCalls) as CallName[];

/** Why a tool cannot be used here, or nothing. */
const missing = (command: string, ...check: string[]): string =>
  spawnSync(command, check, { stdio: 'ignore' }).status === 0
    ? ''
    : ` (skipped: ${[command, ...check].join(' ')} does not run here)`;

// Debian's python3-grpcio belongs to the system's Python, whatever else `python3` may name.
const python = '/usr/bin/python3';
const noCore = missing(python, '-c', 'import grpc');

describe.skipIf(noCore)(`gRPC's C core as client${noCore}`, () => {
  let server: Child;
  let results: Record<string, unknown>;
  beforeAll(async () => {
    server = startChild(new URL('../grpc/server-program.ts', import.meta.url), through('own'));
    const { port } = await server.ask<{ port: number }>('listen', {});
    const { stdout } = await run(python, [here('./grpc_core_client.py'), String(port)], { maxBuffer: 2 ** 24 });
    results = JSON.parse(stdout) as Record<string, unknown>;
  }, 60_000);
  afterAll(() => server.kill());

  test.each(names)('%s', (name) => {
    expect(results[name]).toEqual(expectedOfCalls[name]);
  });
});

describe.skipIf(noCore)(`gRPC's C core as server${noCore}`, () => {
  const core = noCore
    ? undefined
    : spawn(python, [here('./grpc_core_server.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  let client: Child;
  let port: number;
  beforeAll(async () => {
    const [line] = (await once(createInterface(core!.stdout), 'line')) as [string];
    port = Number(line);
    client = startChild(new URL('../grpc/client-program.ts', import.meta.url), through('own'));
  });
  afterAll(async () => {
    await client.kill();
    core!.stdin.end();
    await once(core!, 'exit');
  });

  test.each(names)('%s', async (name) => {
    expect(await client.ask('run', name, port)).toEqual(expectedOfCalls[name]);
  });
});

describe('command-line clients', () => {
  let server: ServerProcess;
  const url = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
  beforeAll(async () => {
    server = await serverProcess();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const noCurl = missing('curl', '--version');
  test.skipIf(noCurl).each([
    ['GET', [], '/', 'ok'],
    ['POST', ['--data-binary', 'posted'], '/echo', 'posted'],
  ])(`curl --http2-prior-knowledge %s${noCurl}`, async (_method, options, path, answer) => {
    const { stdout } = await run('curl', [
      '--silent',
      '--show-error',
      '--http2-prior-knowledge',
      '--write-out',
      ' %{http_version} %{http_code}',
      ...options,
      url(path),
    ]);
    expect(stdout).toBe(`${answer} 2 200`);
  });

  test.skipIf(noCurl)(`curl of 1 MiB${noCurl}`, async () => {
    const { stdout } = await run('curl', ['--silent', '--show-error', '--http2-prior-knowledge', url('/big')], {
      encoding: 'buffer',
      maxBuffer: 2 ** 24,
    });
    expect(stdout.equals(bigBody)).toBe(true);
  });

  const noNghttp = missing('nghttp', '--version');
  test.skipIf(noNghttp)(
    `nghttp with many requests on one connection, padding and windows of its own${noNghttp}`,
    async () => {
      const { stdout } = await run(
        'nghttp',
        [
          '--no-dep',
          '--null-out',
          '--stat',
          '--multiply=8',
          '--padding=16',
          '--window-bits=20',
          '--connection-window-bits=22',
          '--header-table-size=128',
          url('/big'),
        ],
        { maxBuffer: 2 ** 24 },
      );
      expect(stdout.match(/ 200 +1M /g)).toHaveLength(8);
    },
  );

  test.skipIf(noNghttp)(`nghttp with a header block of many CONTINUATION frames, and trailers${noNghttp}`, async () => {
    const { stdout } = await run(
      'nghttp',
      [
        '--no-dep',
        '--continuation',
        '--trailer=x-trailer: late',
        `--data=${here('./peers.test.ts')}`,
        '--verbose',
        url('/'),
      ],
      { maxBuffer: 2 ** 24 },
    );
    expect(stdout).toMatch(/:status: 200/);
    expect(stdout).not.toMatch(/error_code=(?!NO_ERROR)/);
  });

  const noH2load = missing('h2load', '--version');
  test.skipIf(noH2load)(`h2load: 5,000 requests, 4 connections, 50 streams each${noH2load}`, async () => {
    const { stdout } = await run('h2load', ['--requests=5000', '--clients=4', '--max-concurrent-streams=50', url('/')]);
    expect(stdout).toMatch(/5000 total, 5000 started, 5000 done, 5000 succeeded, 0 failed, 0 errored, 0 timeout/);
  });
});
