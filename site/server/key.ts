import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';

/** What an address carries its key in. */
const parameter = 'key';
/** As long as browsers keep a cookie at most. */
const cookieAge = 400 * 24 * 60 * 60; // seconds

/**
 * The key to this user's servers: whoever shows it may run code as this user. A browser gets it once, by the address that `npm start` prints,
 * and keeps it in a cookie, which goes to the machine's loopback and to no other site's pages.
 */
export class Key {
  readonly #value: string;
  /** One for each key and not for each port: a user's servers share both. */
  readonly #cookie: string;

  constructor(value: string) {
    this.#value = value;
    this.#cookie = `leak-lab-${createHash('sha256').update(value).digest('hex').slice(0, 8)}`;
  }

  /** The address that lets a browser in. */
  addressOf(origin: string): string {
    return `${origin}/?${parameter}=${this.#value}`;
  }

  /** The cookie as a browser sends it: `name=value`. */
  get cookie(): string {
    return `${this.#cookie}=${this.#value}`;
  }

  /** Whether the request's browser has been let in. */
  isShownBy(request: IncomingMessage): boolean {
    const cookies = request.headers.cookie?.split(';') ?? [];
    return cookies.some((cookie) => isSame(cookie.trim(), this.cookie));
  }

  /** Answers a request whose address carries the key: its browser keeps it, and goes on to the address without. */
  letIn(request: IncomingMessage, response: ServerResponse): boolean {
    const [pathname, query] = (request.url ?? '/').split('?', 2);
    const parameters = new URLSearchParams(query);
    const given = parameters.get(parameter);
    if (given === null || !isSame(given, this.#value)) return false;
    parameters.delete(parameter);
    const rest = parameters.size ? `?${parameters}` : '';
    response
      .writeHead(303, {
        Location: pathname!.replace(/^\/+/, '/') + rest,
        'Set-Cookie': `${this.cookie}; Path=/; Max-Age=${cookieAge}; HttpOnly; SameSite=Strict`,
        'Cache-Control': 'no-store',
        'Content-Length': 0,
      })
      .end();
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
  const file = path.join(stateDirectory(), 'leak-lab', 'key');
  try {
    return new Key(await kept(file));
  } catch (error) {
    console.warn(
      `The key cannot be kept in ${file} (${(error as NodeJS.ErrnoException).code}): it is another at each start.`,
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
