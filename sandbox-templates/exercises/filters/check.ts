import {
  criteria,
  enoughCalls,
  floorSteady,
  oneChannel,
  sumsRight,
  tracesOwn,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(
  sumsRight,
  tracesOwn('x-trace'),
  enoughCalls(3000),
  oneChannel,
  floorSteady,
);
