import {
  callsOverlap,
  channelReused,
  criteria,
  enoughCalls,
  floorSteady,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

export const check = criteria(
  sumsRight,
  callsOverlap(32),
  enoughCalls(2000),
  channelReused,
  floorSteady,
);
