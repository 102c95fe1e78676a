import { expect, test } from 'vitest';
import { loadExercise } from '../site/sandbox/exercises/exercises.ts';
import { check } from './support/check-on-node.ts';
import { exercises, rightAnswers, unmetAtFirst, wrongAnswers } from './support/templates.ts';

const patience = { timeout: 180_000 };

test.concurrent.each(exercises)('%s: as given, it is not solved', patience, async (id) => {
  const exercise = await loadExercise(id);
  const { outcome, criteria } = await check(exercise, exercise.start, unmetAtFirst[id]);
  expect(outcome).toBe('not-solved');
  expect(criteria.find((criterion) => criterion.id === unmetAtFirst[id])).toMatchObject({ result: 'failed' });
});

test.concurrent.each(exercises)('%s: its solution solves it', patience, async (id) => {
  const exercise = await loadExercise(id);
  const { criteria } = await check(exercise, { ...exercise.start, ...exercise.solution });
  expect(criteria.filter(({ result }) => result !== 'passed')).toEqual([]);
});

test.each(exercises)('%s has three wrong answers and three right ones at least', (id) => {
  expect(wrongAnswers(id).length).toBeGreaterThanOrEqual(3);
  expect(rightAnswers(id).length).toBeGreaterThanOrEqual(3);
});
