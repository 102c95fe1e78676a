import { History } from './history.ts';
import { browserStorage } from './storage.ts';

/** Keeps a version of an exercise's files in its history: something else is about to take their place. */
export function putAside(exercise: string, edits: Record<string, string>, fromLink: boolean): void {
  const history = new History(exercise, browserStorage);
  history.keep(edits, 'restored', fromLink);
  history.dispose();
}
