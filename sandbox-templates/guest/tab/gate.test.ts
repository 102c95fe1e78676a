import { expect, test, vi } from 'vitest';
import { closeGate, openGate, pass } from './gate.ts';

test('hands on what came while it was closed, in order, also behind a listener that throws', () => {
  // The platform's own, which Node has not: an uncaught error.
  const uncaught = vi.fn();
  vi.stubGlobal('reportError', uncaught);
  const taken: number[] = [];
  const wrong = new Error('a listener of the program');
  const take = (message: number) => {
    taken.push(message);
    if (message === 1) throw wrong;
  };
  closeGate();
  for (const message of [0, 1, 2, 3]) pass(take, message);
  expect(taken).toEqual([]);
  openGate();
  pass(take, 4);
  expect(taken).toEqual([0, 1, 2, 3, 4]);
  expect(uncaught.mock.calls).toEqual([[wrong]]);
  vi.unstubAllGlobals();
});
