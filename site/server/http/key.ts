import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { proofScheme, proofSubprotocol, proofText } from '../../sandbox/runtimes/local/protocol.ts';
import { sendEntryPage } from './entry-page.ts';

/** What an address carries its key in. */
const parameter = 'key';

/**
 * The key to this user's servers: whoever has it may run code as this user. A browser gets it once, by the address that `npm start` prints.
 * Not in a cookie: browsers send those to every port of the machine, whoever listens there.
 */
export class Key {
  /** Another in each process: what is shown over it is worth nothing to the next. */
  readonly challenge = randomBytes(16).toString('base64url');
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The address that lets a browser in. */
  addressOf(origin: string): string {
    return `${origin}/?${parameter}=${encodeURIComponent(this.#value)}`;
  }

  /** What a page of that origin shows. */
  proofFor(origin: string): string {
    return createHmac('sha256', this.#value).update(proofText(this.challenge, origin)).digest('hex');
  }

  /** Whether the page that sends the request proves to have it; the request's `Host` has been checked. */
  isShownBy({ headers }: IncomingMessage): boolean {
    const expected = this.proofFor(`http://${headers.host?.toLowerCase()}`);
    const protocols = headers['sec-websocket-protocol']?.split(',') ?? [];
    return (
      isSame(headers.authorization ?? '', proofScheme + expected) ||
      protocols.some((protocol) => isSame(protocol.trim(), proofSubprotocol + expected))
    );
  }

  /** Answers a request whose address carries the key: its browser keeps it, and goes on to the address without. */
  letIn(request: IncomingMessage, response: ServerResponse): boolean {
    const given = new URLSearchParams(request.url?.split('?', 2)[1]).get(parameter);
    if (given === null || !isSame(given, this.#value)) return false;
    sendEntryPage(response, parameter);
    return true;
  }
}

/**
 * `LEAK_LAB_KEY`, else the key that this user's servers keep in a file of theirs, made at the first start. Where that cannot be read or
 * written, one for this time only.
 */
export async function ownKey(): Promise<Key> {
  const { LEAK_LAB_KEY } = process.env;
  if (LEAK_LAB_KEY) return new Key(LEAK_LAB_KEY);
  let file: string | null = null;
  try {
    file = path.join(stateDirectory(), 'leak-lab', 'key');
    return new Key(await kept(file));
  } catch (error) {
    // Who is in no list of users, as in some containers, has no home either.
    const place = file === null ? '' : ` in ${file}`;
    console.warn(
      `The key cannot be kept${place} (${(error as NodeJS.ErrnoException).code}): it is another at each start.`,
    );
    return new Key(made());
  }
}

const made = (): string => randomBytes(16).toString('base64url');

async function kept(file: string): Promise<string> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, made(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await chmod(file, 0o600);
  }
  const key = (await readFile(file, 'utf8')).trim();
  if (/^[\w-]{22,}$/.test(key)) return key;
  const anew = made();
  await writeFile(file, anew);
  return anew;
}

/** Where programs of this user keep what they want to find again. */
export function stateDirectory(): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  return XDG_STATE_HOME && path.isAbsolute(XDG_STATE_HOME)
    ? XDG_STATE_HOME
    : path.join(os.homedir(), '.local', 'state');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
