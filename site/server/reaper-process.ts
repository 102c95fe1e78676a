// Outlives the server for a moment, to end its programs and remove its directory however the server itself ended.
// It reads "+<pid>" and "-<pid>" lines on its standard input, which the server's death closes. Its argument is the directory.
import { createInterface } from 'node:readline';
import { killGroup } from './kill-group.ts';
import { removeDirectory } from './remove-directory.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
console.log('Ready.');

const directory = process.argv[2]!;
const pids = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) pids.add(pid);
  else pids.delete(pid);
}
for (const pid of pids) killGroup(pid);
await removeDirectory(directory);
