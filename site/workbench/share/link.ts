import type { Exercise } from '../../sandbox/exercises/exercise.ts';
import { pathFault } from '../../sandbox/files/file-path.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { LinkFault } from '../../strings/sandbox/share.ts';

/**
 * A link that carries code in its fragment, which no server gets to see: `#<exercise>:<version>.<data>`, where the data of version 1 is JSON,
 * `{"files":{"client.ts":"…"}}` with the files that differ from those given, compressed (RFC 1951) and in URL-safe Base64 (RFC 4648, section 5).
 */
const version = 1;

/** Of a fragment: what browsers and chats still pass on whole. */
const longestLink = 64_000; // characters
/** Of what it unpacks to. A deflated file can be a thousand times as long. */
const longestText = 256 * 1024; // bytes
const mostFiles = 50;

/** The fragment for these files, with its `#`; null where they are too much for a link. */
export async function encodeLink(exercise: string, files: FileTree): Promise<string | null> {
  const text = new Blob([JSON.stringify({ files })]);
  if (text.size > longestText || Object.keys(files).length > mostFiles) return null;
  const packed = await collect(text.stream().pipeThrough(new CompressionStream('deflate-raw')), longestText);
  const fragment = `#${exercise}:${version}.${toBase64Url(packed!)}`;
  return fragment.length > longestLink ? null : fragment;
}

/** Whether a fragment carries code for this exercise, of whatever version and however broken. */
export const isLink = (fragment: string, exercise: string): boolean => fragment.startsWith(`#${exercise}:`);

/** The files of a link, which may come from anyone, or what is wrong with it. */
export async function decodeLink(fragment: string, { id, start }: Exercise): Promise<FileTree | LinkFault> {
  if (fragment.length > longestLink) return 'too-large';
  const [, made, data] = /^(\d{1,6})\.([\w-]+)$/.exec(fragment.slice(`#${id}:`.length)) ?? [];
  if (made === undefined || data === undefined) return 'malformed';
  if (Number(made) > version) return 'newer';
  const bytes = await unpack(data);
  if (bytes === null) return 'malformed';
  if (bytes === 'too-large') return bytes;
  const files = filesIn(bytes);
  if (!files) return 'malformed';
  const checked: Record<string, string> = {};
  for (const [path, content] of files) {
    if (!Object.hasOwn(start, path) && pathFault(path, { ...start, ...checked })) return 'bad-path';
    checked[path] = content;
  }
  return checked;
}

function filesIn(bytes: Uint8Array): [string, string][] | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const files: unknown = (JSON.parse(text) as { files?: unknown } | null)?.files;
    if (typeof files !== 'object' || files === null || Array.isArray(files)) return null;
    const entries = Object.entries(files);
    const ours = entries.length <= mostFiles && entries.every(([, content]) => typeof content === 'string');
    return ours ? (entries as [string, string][]) : null;
  } catch {
    return null; // no text, or not JSON: not ours
  }
}

/** Null where it cannot be unpacked. */
async function unpack(data: string): Promise<Uint8Array | 'too-large' | null> {
  try {
    const packed = new Blob([fromBase64Url(data)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return (await collect(packed, longestText)) ?? 'too-large';
  } catch {
    return null; // not Base64, cut short, or not compressed
  }
}

/** All that comes, or null as soon as it is more than `most` bytes: a bomb is not unpacked. */
async function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
