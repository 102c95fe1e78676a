/** Kept in the tab for the page that comes next: an address that asked for a run could be sent by anyone. */
const key = 'leak-lab:run';

/** Has the sandbox that the next page opens by its address run, once. */
export function askToRun({ ctrlKey, metaKey, shiftKey }: MouseEvent): void {
  // Into another tab, which has none of this one's storage: there the sandbox opens, and its Run is there.
  if (ctrlKey || metaKey || shiftKey) return;
  try {
    sessionStorage.setItem(key, '1');
  } catch {
    // Blocked: the same.
  }
}

/** Whether the page before asked for a run. It did so of this page alone, whatever this page makes of it. */
export function takeAskedToRun(): boolean {
  try {
    const asked = sessionStorage.getItem(key) !== null;
    sessionStorage.removeItem(key);
    return asked;
  } catch {
    return false;
  }
}
