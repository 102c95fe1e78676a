import {
  callsOverlap,
  criteria,
  enoughCalls,
  floorSteady,
  oneChannel,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

export const check = criteria(
  sumsRight,
  callsOverlap(32),
  enoughCalls(2000),
  oneChannel,
  floorSteady,
);
