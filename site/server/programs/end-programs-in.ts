import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { keyVariable } from '../../../sandbox-templates/guest/channel.ts';
import { killGroup } from '../machine/kill-group.ts';
import { statFields } from '../machine/process-stat.ts';

/**
 * Ends every program that was started with a place in this directory, where the system shows that in files (proc_pid_cmdline(5),
 * proc_pid_environ(5)): a server that is killed between starting one and saying so has told its number to nobody, and Bubblewrap outlives its
 * parent if that dies before it asks for the signal. Others who have something to do there, as a shell may, have no key to a channel.
 */
export async function endProgramsIn(directory: string): Promise<void> {
  const processes = await readdir('/proc').catch(() => []);
  const groups = await Promise.all(
    processes.filter((name) => /^\d+$/.test(name)).map((pid) => groupIn(pid, directory)),
  );
  for (const group of new Set(groups)) if (group !== null) killGroup(group);
}

/** The process group of a program with a place in the directory; null of any other process, of one that is gone, and of one that is not this user's. */
async function groupIn(pid: string, directory: string): Promise<number | null> {
  try {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8');
    if (!(await read('cmdline')).includes(directory + path.sep)) return null;
    if (!(await read('environ')).split('\0').some((variable) => variable.startsWith(`${keyVariable}=`))) return null;
    return Number(statFields(await read('stat'))[2]);
  } catch {
    return null;
  }
}
