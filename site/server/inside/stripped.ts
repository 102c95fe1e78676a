// Has Node run the sandbox's TypeScript as the server has stripped it, which spares the program the loading of the stripper.
import fs from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** By the address of the file: the text that was stripped, and what was left of it. */
export type Stripped = Readonly<Record<string, { text: string; code: string }>>;

/** Its name in the directory that is lent for compiled code. */
export const strippedFile = 'stripped.json';

/** Whatever is not as it was stripped, as a file that a program has changed, Node strips itself. */
export function useStripped(file: string): void {
  const { existsSync, readFileSync } = fs;
  if (!existsSync(file)) return;
  const stripped = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Stripped));
  module.registerHooks({
    load(url, context, nextLoad) {
      const found = context.format === 'module-typescript' ? stripped.get(url) : undefined;
      if (!found || readFileSync(fileURLToPath(url), 'utf8') !== found.text) return nextLoad(url, context);
      return { format: 'module', source: found.code, shortCircuit: true };
    },
  });
}
