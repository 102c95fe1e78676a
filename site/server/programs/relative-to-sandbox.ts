import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Takes a sandbox's own directory out of a program's output: `file:///tmp/…/client.ts:3` becomes `client.ts:3`. */
export function relativeToSandbox(text: string, directory: string): string {
  return text.replaceAll(`${pathToFileURL(directory).href}/`, '').replaceAll(directory + path.sep, '');
}
