/** The fields of a process's `/proc/<pid>/stat` from the third on, its state, its parent and its group first (proc_pid_stat(5)). */
export const statFields = (text: string): string[] =>
  // The second, its name in parentheses, may hold anything.
  text.replace(/^.*\) /s, '').split(' ');
