import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** The command that runs the one behind it with so many bytes of disk in place of a folder's, which it alone sees. */
export const smallDisk = (folder: string, bytes: number): string[] => [
  'bwrap',
  '--die-with-parent',
  '--dev-bind',
  '/',
  '/',
  '--size',
  String(bytes),
  '--tmpfs',
  folder,
  '--',
];

/** Why there is none here; null where there is. */
export const noSmallDisk = ((): string | null => {
  const [file, ...args] = [...smallDisk(tmpdir(), 4096), 'true'];
  try {
    execFileSync(file!, args, { stdio: 'ignore' });
    return null;
  } catch {
    return 'Bubblewrap does not run here';
  }
})();
if (noSmallDisk) console.log(`A full disk is not tried: ${noSmallDisk}.`);
