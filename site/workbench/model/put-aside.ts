import { History } from './history.ts';
import { browserStorage } from './storage.ts';

/** Keeps a version of an exercise's files in its history: something else is about to take their place. False where there is no room for it. */
export function putAside(exercise: string, edits: Record<string, string>, fromLink: boolean): boolean {
  const history = new History(exercise, browserStorage);
  const isKept = history.keep(edits, 'restored', fromLink);
  history.dispose();
  return isKept;
}
