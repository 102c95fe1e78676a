import {
  criteria,
  enoughCalls,
  fewChannels,
  floorSteady,
  partsAsked,
  sumsRight,
  tenantsDiffer,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(
  sumsRight,
  partsAsked,
  enoughCalls(2000),
  tenantsDiffer('x-tenant', 50),
  fewChannels,
  floorSteady,
);
