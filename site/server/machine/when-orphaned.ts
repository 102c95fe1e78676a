import { readFileSync } from 'node:fs';
import { statFields } from './process-stat.ts';

const lookEvery = 1000; // ms

/**
 * Calls back once the process that started this one has ended, or the one that started that: npm runs a script by way of a shell, and
 * passes on none of the signals that end it. No event tells of it.
 */
export function whenOrphaned(callback: () => void): void {
  const { ppid } = process;
  const grandparent = parentOf(ppid);
  const timer = setInterval(() => {
    const found = parentOf(ppid);
    if (process.ppid === ppid && (found === null || found === grandparent)) return;
    clearInterval(timer);
    callback();
  }, lookEvery);
  timer.unref();
}

/** The parent of a process, where the system shows it in a file (proc_pid_stat(5)); null where it does not, or no descriptor is left to read it by. */
function parentOf(pid: number): number | null {
  try {
    return Number(statFields(readFileSync(`/proc/${pid}/stat`, 'utf8'))[1]);
  } catch {
    return null;
  }
}
