import {
  criteria,
  enoughCalls,
  floorSteady,
  oneChannel,
  sumsRight,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(sumsRight, enoughCalls(2000), oneChannel, floorSteady);
