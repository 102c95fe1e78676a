import {
  callsGivenUp,
  callsCounted,
  criteria,
  deadlinesDiffer,
  enoughCalls,
  fewChannels,
  floorSaidSteady,
  sumsRight,
  tenantsDiffer,
} from '../../../site/sandbox/criteria.ts';

// Two seconds are asked for. A minute is patience still; more is no limit for a request.
const farthest = 60_000; // ms

export const check = criteria(
  sumsRight,
  enoughCalls(2000),
  tenantsDiffer('x-tenant', 50),
  deadlinesDiffer(50, farthest),
  callsCounted('x-tenant'),
  fewChannels,
  floorSaidSteady,
  callsGivenUp,
);
