import {
  criteria,
  enoughCalls,
  floorSteady,
  oneChannel,
  requestsDiffer,
  sumsRight,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(
  sumsRight,
  requestsDiffer(100),
  enoughCalls(2000),
  oneChannel,
  floorSteady,
);
