import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sample } from '../../insight/sample.ts';
import { writeScripts } from './release-scripts.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const stage = mkdtempSync(path.join(tmpdir(), 'release-'));
const script = path.join(stage, 'serve.mjs');
const files = ['leak-100', 'leak-1000'].map((name) => path.join(stage, `${name}.gcdump`));
const options = { cwd: stage, encoding: 'utf8', env: { ...process.env, LANG: 'C' } } as const;

beforeAll(async () => {
  await writeScripts(project, stage);
  for (const file of files) writeFileSync(file, sample(path.basename(file, '.gcdump')));
}, 60_000);
afterAll(() => rmSync(stage, { recursive: true }));

test('what is released reads dumps by its command, without anything installed beside it', () => {
  const printed = execFileSync(process.execPath, [script, 'dump', ...files], options);
  expect(printed).toContain('A client for each request: the leak of this course');
  expect(printed).toMatch(/\+900 +.*Grpc\.Core\.Method</);
  expect(execFileSync(process.execPath, [script, 'dump', '--csv', files[0]!], options)).toMatch(/^Type,Module,Objects/);
  const found = execFileSync(process.execPath, [script, 'dump', '--csv', '--type', 'grpcchannel', files[0]!], options);
  const types = Array.from(found.matchAll(/^"?([^",\r\n]+)/gm), ([, type]) => type!).slice(1);
  expect(types).toContain('Grpc.Net.Client.GrpcChannel');
  expect(types.filter((type) => !/grpcchannel/i.test(type))).toEqual([]);
});

test('it says how it is used, and which file is no dump', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, 'dump'], options);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^Usage: leak-lab dump \[options\]/)]);
  const foreign = spawnSync(process.execPath, [script, 'dump', script], options);
  expect([foreign.status, foreign.stderr]).toEqual([
    1,
    expect.stringContaining('neither a .gcdump nor a .heapsnapshot'),
  ]);
});

test('without that word it serves', () => {
  expect(spawnSync(process.execPath, [script, '--help'], options).stdout).toContain('Serves the course');
});
