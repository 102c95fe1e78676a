import {
  criteria,
  enoughCalls,
  floorSteady,
  oneChannel,
  sumsRight,
  tracesOwn,
} from '../../../site/sandbox/criteria.ts';

export const check = criteria(
  sumsRight,
  tracesOwn('x-trace'),
  enoughCalls(3000),
  oneChannel,
  floorSteady,
);
