import { expect, it } from 'vitest';
import { reportOf } from './report.ts';

const lessons = [
  { id: 'one', exercises: ['one'] },
  { id: 'two', exercises: ['two', 'capstone'] },
];
const done = (read: string[], ran: string[], solved: string[]) => {
  const at = (ids: string[]) => Object.fromEntries(ids.map((id) => [id, 1]));
  return reportOf({ read: at(read), ran: at(ran), solved: at(solved), last: null }, lessons);
};

it('calls a lesson passed when all its exercises are', () => {
  expect(done([], [], ['one', 'two']).lessons.map(({ state }) => state)).toEqual(['passed', 'incomplete']);
  expect(done([], [], ['one', 'two'])).toMatchObject({ score: 2 / 3, passed: false, completed: false });
  expect(done(['one', 'two'], [], ['one', 'two', 'capstone'])).toMatchObject({
    score: 1,
    passed: true,
    completed: true,
  });
});

it('calls one begun that was read or run', () => {
  expect(done(['one'], ['capstone'], []).lessons.map(({ state }) => state)).toEqual(['incomplete', 'incomplete']);
  expect(done([], [], []).lessons.map(({ state }) => state)).toEqual(['not-attempted', 'not-attempted']);
});
