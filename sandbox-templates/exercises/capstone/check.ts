import {
  callsGivenUp,
  callsCounted,
  criteria,
  deadlinesDiffer,
  enoughCalls,
  fewChannels,
  floorSteady,
  sumsRight,
  tenantsDiffer,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(
  sumsRight,
  enoughCalls(2000),
  tenantsDiffer('x-tenant', 50),
  deadlinesDiffer(50),
  callsCounted('x-tenant'),
  fewChannels,
  floorSteady,
  callsGivenUp,
);
