import {
  channelReused,
  criteria,
  enoughCalls,
  floorSteady,
  requestsDiffer,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

export const check = criteria(
  sumsRight,
  requestsDiffer(100),
  enoughCalls(2000),
  channelReused,
  floorSteady,
);
