import {
  callsBounded,
  callsOverlap,
  criteria,
  enoughCalls,
  floorSteady,
  oneChannel,
  sumsRight,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(
  sumsRight,
  callsOverlap(32),
  callsBounded,
  enoughCalls(2000),
  oneChannel,
  floorSteady,
);
