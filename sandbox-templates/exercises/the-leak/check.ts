import {
  criteria,
  enoughCalls,
  floorSteady,
  methodsCalled,
  oneChannel,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

// The kept answers fill within the first third of these calls: what the floor does afterwards decides.
export const check = criteria(
  sumsRight,
  methodsCalled(3),
  enoughCalls(9000),
  oneChannel,
  floorSteady,
);
