import {
  channelReused,
  criteria,
  enoughCalls,
  floorSteady,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

export const check = criteria(sumsRight, enoughCalls(2000), channelReused, floorSteady);
