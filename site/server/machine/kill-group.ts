/**
 * Ends a process that leads a group of its own (`detached`), and all that belong to the group, at once: Bubblewrap and what it has started,
 * wherever that was. Does nothing where they are gone.
 */
export function killGroup(leader: number): void {
  try {
    // Windows has no groups, and no Bubblewrap.
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch (error) {
    // ESRCH: it is gone. EPERM: it is gone, and its number belongs to someone else's process.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
