import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { DumpError } from '../dump-error.ts';
import { readDump } from '../read-dump.ts';

const meta = {
  node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'],
  node_types: [['hidden', 'object', 'synthetic'], 'string', 'number', 'number', 'number'],
  edge_fields: ['type', 'name_or_index', 'to_node'],
  edge_types: [['element', 'property', 'internal', 'weak'], 'string_or_number', 'node'],
};
/** A root that has one object, of 16 bytes. */
const whole = {
  snapshot: { meta, node_count: 2, edge_count: 1 },
  nodes: [2, 0, 1, 0, 1, 1, 1, 3, 16, 0],
  edges: [0, 0, 5],
  strings: ['', 'Thing'],
};
const text = JSON.stringify(whole);
const withNodes = (...nodes: number[]) => JSON.stringify({ ...whole, nodes });
const withMeta = (change: object) =>
  JSON.stringify({ ...whole, snapshot: { ...whole.snapshot, meta: { ...meta, ...change } } });

/** What is said of a file: `read`, or why it is not. */
async function said(file: string | Uint8Array): Promise<string> {
  try {
    const dump = await readDump(new Blob([typeof file === 'string' ? file : Uint8Array.from(file)]));
    expect(dump.retained[1]).toBe(16);
    return 'read';
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    return error.fault;
  }
}

test.each([
  ['as V8 writes it', text],
  ['laid out for reading', JSON.stringify(whole, null, 2)],
  ['with a byte order mark', `\ufeff${text}`],
  ['with sections that nobody knows', text.replace('"strings"', '"__proto__":{"x":[1,"]"]},"samples":[1,2],"strings"')],
  ['that says it has four thousand million nodes', text.replace('"node_count":2', '"node_count":4e9')],
  ['that does not say how many nodes it has', text.replace('"node_count":2,', '')],
  ['with more after its end', `${text}\n`],
])('a snapshot %s is read', async (_, file) => {
  expect(await said(file)).toBe('read');
});

test('is told to be cut short, wherever it is', async () => {
  for (let length = text.length - 1; length > 0; length--)
    expect(await said(text.slice(0, length)), `${length} characters`).toBe('truncated');
});

test.each([
  ['a target that is no node', text.replace('[0,0,5]', '[0,0,500]')],
  ['a target within a node', text.replace('[0,0,5]', '[0,0,3]')],
  ['a name that is no string', withNodes(2, 0, 1, 0, 1, 1, 99, 3, 16, 0)],
  ['a type that there is not', withNodes(2, 0, 1, 0, 1, 9, 1, 3, 16, 0)],
  ['a type too large for a byte', withNodes(2, 0, 1, 0, 1, 257, 1, 3, 16, 0)],
  ['more edges than there are', withNodes(2, 0, 1, 0, 7, 1, 1, 3, 16, 0)],
  ['half a node', withNodes(2, 0, 1, 0, 1, 1, 1, 3)],
  ['no nodes', withNodes()],
  ['a number below 0', withNodes(2, 0, 1, 0, 1, 1, 1, 3, -16, 0)],
  ['a fraction', withNodes(2, 0, 1, 0, 1, 1, 1, 3, 1.5, 0)],
  ['a number that is too large', withNodes(2, 0, 1, 0, 1, 1, 1, 3, 99_999_999_999, 0)],
  ['a list in a list', text.replace('16', '[16]')],
  ['strings that are none', text.replace('"Thing"', '7')],
  ['no strings', text.replace('"strings"', '"names"')],
  ['no fields', withMeta({ node_fields: [] })],
  ['fields without a size', withMeta({ node_fields: ['type', 'name', 'id', 'x', 'edge_count'] })],
  ['types that are numbers', withMeta({ node_types: [[1, 2, 3]] })],
  ['a head that never ends', `{"snapshot":[${' '.repeat(2 ** 21)}`],
  ['a head of brackets', `{"snapshot":${'['.repeat(2 ** 21)}`],
])('with %s it is damaged', async (_, file) => {
  expect(await said(file)).toBe('malformed');
});

test.each([
  ['a package', '{"name":"a-package","version":"1.0.0"}'],
  ['a profile of the processor', '{"nodes":[{"id":1,"callFrame":{}}],"startTime":1,"endTime":2}'],
  ['a profile of what is allocated', '{"head":{"callFrame":{}},"samples":[]}'],
  ['a page', '<!doctype html>'],
  ['a list', '[{}]'],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['a key without an end', `{"${'k'.repeat(1e5)}`],
])('%s is no snapshot', async (_, file) => {
  expect(await said(file)).toBe('foreign');
});

test('packed twice it is to be unpacked first', async () => {
  expect(await said(gzipSync(text))).toBe('read');
  expect(await said(gzipSync(gzipSync(text)))).toBe('compressed');
});

test('a file that was changed after it was chosen is told to be unreadable, and not to be too large', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.heapsnapshot');
  writeFileSync(file, text);
  const chosen = await openAsBlob(file);
  writeFileSync(file, `${text}${text}`);
  await expect(readDump(chosen)).rejects.toMatchObject({ name: 'DumpError', fault: 'unreadable' });
});

test('names that would move a terminal’s cursor, or turn a line around, do neither', async () => {
  const hostile = text.replace('"Thing"', '"Th\\u001b[2Jing\\u202e","to\\nit"').replace('[0,0,5]', '[1,2,5]');
  const dump = await readDump(new Blob([hostile]));
  expect(dump.graph.types[1]!.name).toBe('Th\ufffd[2Jing\ufffd');
  expect(dump.waysTo(1).ways[0]!.steps[1]!.by).toEqual({ kind: 'field', name: 'to\ufffdit' });
});
