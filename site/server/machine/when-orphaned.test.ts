import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

// That it is told of a parent's end, `start.test.ts` sees of the server as a whole.
test.skipIf(process.platform === 'win32')('a process without descriptors is no orphan', async () => {
  const module = fileURLToPath(new URL('./when-orphaned.ts', import.meta.url));
  const text = `
import { closeSync, openSync } from 'node:fs';
import { whenOrphaned } from ${JSON.stringify(module)};
whenOrphaned(() => console.log('orphaned'));
const taken = [];
try { for (;;) taken.push(openSync('/dev/null')); } catch (error) { console.log(error.code); }
setTimeout(() => { taken.forEach((descriptor) => closeSync(descriptor)); console.log('goes on'); }, 2500);
`;
  const shell = 'ulimit -n 64 && "$@"; true';
  const args = ['-c', shell, 'sh', process.execPath, '--input-type=module', '-e', text];
  const { stdout } = await promisify(execFile)('/bin/sh', args);
  expect(stdout.trim().split('\n')).toEqual(['EMFILE', 'goes on']);
});
