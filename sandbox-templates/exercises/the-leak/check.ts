import {
  criteria,
  enoughCalls,
  floorSteadyOnceFilled,
  methodsCalled,
  oneChannel,
  sumsRight,
} from '../../../site/sandbox/criteria.ts';

/** The kept answers fill within the first third of these calls, and of the third that C# has to make: what the floor does afterwards decides. */
const fills = 9000;

export const check = criteria(
  sumsRight,
  methodsCalled(3),
  enoughCalls(fills),
  oneChannel,
  floorSteadyOnceFilled(fills),
);
