// Outlives the server for a moment, to end its programs and remove its directory however the server itself ended.
// It reads "+<pid>" and "-<pid>" lines on its standard input, which the server's death closes. Its argument is the directory.
import { createInterface } from 'node:readline';
import { endProgramsIn } from './end-programs-in.ts';
import { killGroup } from '../machine/kill-group.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

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
// Whatever starts in it from now on finds nothing there, and ends. What had started, and was not told of, may make files meanwhile.
await removeDirectory(directory).catch(() => undefined);
await endProgramsIn(directory);
await removeDirectory(directory);
