import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { builtinFault } from './probe.ts';

const preload = fileURLToPath(new URL('./preload.ts', import.meta.url));

/** Runs a program and tells which implementation each way of getting the module found. */
async function run(flag: string, type: string, program: string, wish: string | undefined) {
  const args = [flag, preload, `--input-type=${type}`, '--eval', program];
  const env = { ...process.env, LEAK_LAB_HTTP2: wish ?? '' };
  return promisify(execFile)(process.execPath, args, { env });
}

// A field that a server of ours has, and none of Node's.
const commonjs = `
  const found = [require('http2'), require('node:http2'), process.getBuiltinModule('node:http2')];
  console.log(found.map((http2) => ('_sessions' in http2.createServer() ? 'own' : 'builtin')).join());`;
const esm = `
  import * as namespace from 'http2';
  import http2, { connect } from 'node:http2';
  import { createRequire } from 'node:module';
  const required = createRequire('/')('http2');
  console.log([namespace, http2, required].map((found) => ('_sessions' in found.createServer() ? 'own' : 'builtin')).join(), connect === required.connect);`;

describe.each(['--import', '--require'])('node %s preload.ts', (flag) => {
  it.each(['own', 'builtin'])('puts %s in place where asked to', async (wish) => {
    const fromCommonjs = await run(flag, 'commonjs', commonjs, wish);
    expect(fromCommonjs.stdout.trim()).toBe([wish, wish, wish].join());
    expect(fromCommonjs.stderr).toMatch(new RegExp(`^http2: .* for all modules \\(LEAK_LAB_HTTP2=${wish}\\)\n$`));
    expect((await run(flag, 'module', esm, wish)).stdout.trim()).toBe(`${wish},${wish},${wish} true`);
  });

  it('leaves the built-in where it works', async () => {
    const { stdout, stderr } = await run(flag, 'commonjs', commonjs, undefined);
    expect(stdout.trim()).toBe('builtin,builtin,builtin');
    expect(stderr).toContain('the built-in module works');
  });
});

describe('builtinFault', () => {
  const session = { on: () => undefined, destroy: () => undefined };
  const whole = { connect: () => session, getDefaultSettings: () => ({ initialWindowSize: 65_535 }) };

  it('finds none where a session starts', () => {
    expect(builtinFault(() => whole)).toBeNull();
  });

  it.each([
    [
      'there is no module',
      () => {
        throw new Error('Cannot find module');
      },
      'Cannot find module',
    ],
    [
      'its default settings are empty, as in a WebContainer',
      () => ({ ...whole, getDefaultSettings: () => ({}) }),
      'no default settings',
    ],
    [
      'a session cannot take its socket, as in a WebContainer',
      () => ({
        ...whole,
        connect: () => {
          throw new TypeError('n.consume is not a function');
        },
      }),
      'n.consume is not a function',
    ],
  ])('says so where %s', (_, load, fault) => {
    expect(builtinFault(load)).toContain(fault);
  });
});
