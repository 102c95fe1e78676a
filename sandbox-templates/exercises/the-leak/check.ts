import {
  channelReused,
  criteria,
  enoughCalls,
  floorSteady,
  methodsCalled,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

// The kept answers fill within the first third of these calls: what the floor does afterwards decides.
export const check = criteria(
  sumsRight,
  methodsCalled(3),
  enoughCalls(9000),
  channelReused,
  floorSteady,
);
