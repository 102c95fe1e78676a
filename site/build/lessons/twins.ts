import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const lessons = fileURLToPath(new URL('../../../lessons/', import.meta.url));
const ledger = path.join(lessons, 'zh-cn/twins.json');

/** Every English page, by its path under `lessons/en/`. */
export const pages = (): string[] =>
  readdirSync(path.join(lessons, 'en'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.mdx'))
    .map((file) => file.split(path.sep).join('/'))
    .sort();

/** Chinese pages whose English twin is gone. */
export const orphans = (): string[] =>
  readdirSync(path.join(lessons, 'zh-cn'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.mdx') && !pages().includes(file));

/** `missing`: there is no Chinese page. `older`: the English one has changed since the Chinese was last brought up to it. */
export type TwinState = 'missing' | 'older' | 'even';

export function stateOf(page: string): TwinState {
  if (!existsSync(path.join(lessons, 'zh-cn', page))) return 'missing';
  return readLedger()[page] === hashOf(page) ? 'even' : 'older';
}

/** Writes down that these Chinese pages say what the English ones say now. */
export function markEven(wanted: readonly string[]): void {
  const marked = new Map(Object.entries(readLedger()).filter(([page]) => pages().includes(page)));
  for (const page of wanted) marked.set(page, hashOf(page));
  writeFileSync(
    ledger,
    `${JSON.stringify(Object.fromEntries([...marked].sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`,
  );
}

/** Of the English page's content, whatever the system's line endings. */
function hashOf(page: string): string {
  const text = readFileSync(path.join(lessons, 'en', page), 'utf8').replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

const readLedger = (): Record<string, string> =>
  existsSync(ledger) ? (JSON.parse(readFileSync(ledger, 'utf8')) as Record<string, string>) : {};
