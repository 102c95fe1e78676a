import {
  criteria,
  deadlinesDiffer,
  enoughCalls,
  fewChannels,
  floorSteady,
  sumsRight,
  tenantsDiffer,
} from '../../../site/sandbox/exercises/criteria.ts';

// One question in two hundred waits for as long as its deadline allows: a patience of a second, too, leaves few calls a second.
const farthest = 5000; // ms

export const check = criteria(
  sumsRight,
  enoughCalls(500),
  tenantsDiffer('x-tenant', 50),
  deadlinesDiffer(50, farthest),
  fewChannels,
  floorSteady,
);
