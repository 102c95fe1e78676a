import {
  criteria,
  enoughCalls,
  fewChannels,
  floorSteady,
  sumsRight,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(sumsRight, enoughCalls(2000), fewChannels, floorSteady);
