import { keptKey } from './kept-key.ts';

// All that a page loads of a class that it is not in.
try {
  if (localStorage.getItem(keptKey)) void import('./learner/start.tsx').then(({ start }) => start());
} catch {
  // Storage is blocked: who cannot keep a class is in none.
}
