import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { browserFlags, findBrowser } from '../../../../tests/browser.ts';

const folder = join(import.meta.dirname, '../..');
const modules = join(folder, '../../node_modules');
const project = mkdtempSync(join(tmpdir(), 'http2-package-'));
const npm = (...args: string[]) =>
  execFileSync('npm', args, {
    cwd: project,
    encoding: 'utf8',
    // Its own Node builds it, as it runs this test.
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    shell: process.platform === 'win32',
  });

/** An empty project that gets the tarball as a user would, and grpc-js from where this repository has it. */
beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  // What `npm pack` does in the package's own folder, beside it: others may be reading there.
  const copy = join(project, 'package');
  mkdirSync(copy);
  for (const name of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'])
    copyFileSync(join(folder, name), join(copy, name));
  execFileSync(process.execPath, [join(folder, 'build.ts'), join(copy, 'dist')]);
  const packing = ['pack', '--silent', '--ignore-scripts', '--pack-destination', project, copy];
  const tarball = npm(...packing)
    .trim()
    .split('\n')
    .at(-1)!;
  npm('install', '--offline', '--no-audit', '--no-fund', `./${tarball}`);
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  symlinkSync(join(modules, '@grpc'), join(project, 'node_modules/@grpc'));
  symlinkSync(join(modules, '@types/node'), join(project, 'node_modules/@types/node'));
  writeFileSync(
    join(project, 'no-http2.cjs'),
    // A Node whose own module cannot be had.
    `const { Module } = require('node:module');
     const load = Module._load;
     Module._load = function (request, ...rest) {
       if (/^(node:)?http2$/.test(request)) throw new Error('there is no http2 here');
       return load.call(this, request, ...rest);
     };`,
  );
  writeFileSync(
    join(project, 'calls.mjs'),
    `import { Client, Server, ServerCredentials, credentials } from '@grpc/grpc-js';
     const asIs = (bytes) => bytes;
     const method = (path, responseStream) => ({ path, requestStream: false, responseStream, requestSerialize: asIs, requestDeserialize: asIs, responseSerialize: asIs, responseDeserialize: asIs });
     const server = new Server();
     server.addService({ Echo: method('/t.T/Echo', false), Count: method('/t.T/Count', true) }, {
       Echo: (call, reply) => reply(null, call.request),
       Count: (call) => { for (let n = 0; n < 5; n++) call.write(Buffer.from([n])); call.emit('error', { code: 9, details: 'enough' }); },
     });
     const port = await new Promise((resolve, reject) => server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => error ? reject(error) : resolve(bound)));
     const client = new Client('127.0.0.1:' + port, credentials.createInsecure());
     const echo = await new Promise((resolve, reject) => client.makeUnaryRequest('/t.T/Echo', asIs, asIs, Buffer.from('hello'), (error, answer) => error ? reject(error) : resolve(String(answer))));
     const counted = [];
     const call = client.makeServerStreamRequest('/t.T/Count', asIs, asIs, Buffer.alloc(0));
     call.on('data', (data) => counted.push(data[0]));
     const code = await new Promise((resolve) => call.on('error', (error) => resolve(error.code)));
     console.log(JSON.stringify({ echo, counted, code }));
     client.close();
     server.forceShutdown();`,
  );
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test('unmodified grpc-js runs on it, server and client, in a Node without node:http2', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', './no-http2.cjs', '--import', 'http2-anywhere/preload', 'calls.mjs'],
    { cwd: project, encoding: 'utf8' },
  );
  expect(JSON.parse(stdout || `"${stderr}"`)).toEqual({ echo: 'hello', counted: [0, 1, 2, 3, 4], code: 9 });
  expect(stderr).toContain('there is no http2 here');
});

test('ES modules and CommonJS ones get the same of it', () => {
  writeFileSync(
    join(project, 'imports.mjs'),
    `import * as namespace from 'node:http2';
     import http2, { connect } from 'http2';
     import { createRequire } from 'node:module';
     import own from 'http2-anywhere';
     console.log([namespace.default, http2, createRequire('/')('http2')].every((found) => found === own), connect === own.connect);`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'http2-anywhere/preload', 'imports.mjs'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, LEAK_LAB_HTTP2: 'own' },
  });
  expect(stdout || stderr).toBe('true true\n');
});

// Needs a bundler's stand-ins for Node's streams, and the two globals of Node's that every program there uses.
test.skipIf(findBrowser() === null)('a worker of a browser runs it, both ends, without `net`', async () => {
  const standIns = join(project, 'node.cjs');
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const [, globals] = /in `globals\.js`.*?```js\n(.*?)```/s.exec(readme)!;
  writeFileSync(standIns, `${globals}module.exports = globalThis.process;`);
  writeFileSync(
    join(project, 'worker.mjs'),
    `import './node.cjs';
     import { connect, createServer, performServerHandshake } from 'http2-anywhere';
     const over = (port) => ({
       readable: new ReadableStream({
         start: (controller) => {
           port.onmessage = ({ data }) => (data === null ? controller.close() : controller.enqueue(data));
         },
       }),
       writable: new WritableStream({ write: (chunk) => port.postMessage(chunk), close: () => port.postMessage(null) }),
     });
     const { port1, port2 } = new MessageChannel();
     performServerHandshake(over(port1)).on('stream', (stream, headers) => {
       stream.respond({ ':status': 200, 'x-path': headers[':path'] });
       stream.pipe(stream);
     });
     const client = connect('http://worker', { createConnection: () => over(port2) });
     const stream = client.request({ ':method': 'POST', ':path': '/echo' });
     const body = 'hello from a worker'.repeat(10_000);
     const seen = { text: '' };
     stream.on('response', (headers) => Object.assign(seen, { status: headers[':status'], path: headers['x-path'] }));
     stream.setEncoding('utf8').on('data', (chunk) => (seen.text += chunk));
     stream.on('close', () => {
       const { text, ...rest } = seen;
       try {
         createServer();
       } catch ({ code }) {
         postMessage({ ...rest, whole: text === body, code });
       }
     });
     stream.end(body);`,
  );
  const resolve = createRequire(import.meta.url).resolve;
  const standIn = (name: string, file: string) => ({ find: new RegExp(`^(?:node:)?${name}/?$`), replacement: file });
  const built = await build({
    root: project,
    configFile: false,
    logLevel: 'silent',
    resolve: {
      alias: [
        standIn('stream', resolve('readable-stream/lib/ours/browser.js')),
        standIn('events', resolve('events/')),
        standIn('buffer', resolve('buffer/')),
        standIn('string_decoder', resolve('string_decoder/')),
        standIn('process', standIns),
      ],
    },
    build: { write: false, rolldownOptions: { input: join(project, 'worker.mjs'), output: { format: 'iife' } } },
  });
  const [output] = [built].flat();
  const { code } = (output as unknown as { output: [{ code: string }] }).output[0];
  const browser = await chromium.launch({ executablePath: findBrowser()!, args: browserFlags });
  try {
    const page = await browser.newPage();
    const said = await page.evaluate(
      (script) =>
        new Promise((tell, fail) => {
          const worker = new Worker(URL.createObjectURL(new Blob([script])));
          worker.onmessage = ({ data }) => tell(data);
          worker.onerror = ({ message }) => fail(new Error(message));
        }),
      code,
    );
    expect(said).toEqual({ status: 200, path: '/echo', whole: true, code: 'ERR_HTTP2_TCP_UNAVAILABLE' });
  } finally {
    await browser.close();
  }
});

test('that Node runs no grpc-js by itself', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--require', './no-http2.cjs', 'calls.mjs'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('there is no http2 here');
});

test('it has no dependency, types for what it exports, and no tests', () => {
  const at = join(project, 'node_modules/http2-anywhere');
  const { dependencies, license } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  expect([dependencies, license]).toEqual([undefined, 'MIT']);
  writeFileSync(
    join(project, 'typed.ts'),
    `import http2, { connect, onFrame, type ObservedFrame } from 'http2-anywhere';
     const seen: ObservedFrame[] = [];
     onFrame((_session, _direction, frame) => void seen.push(frame));
     const session = connect('http://localhost', { createConnection: () => new TransformStream<Uint8Array, Uint8Array>() });
     session.request({ ':path': '/' }, { endStream: true }).on('response', () => session.close());
     export const status: number = http2.constants.HTTP_STATUS_OK;
     // @ts-expect-error There is no such function.
     http2.conect();`,
  );
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    'false',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    'node',
  ];
  const compiler = join(modules, 'typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, ...options, 'typed.ts'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter((line) => !line.includes('/@types/'))).toEqual(['']);
  expect(['dist', 'README.md', 'CHANGELOG.md', 'LICENSE'].filter((name) => !existsSync(join(at, name)))).toEqual([]);
  expect(existsSync(join(at, 'tests'))).toBe(false);
});
