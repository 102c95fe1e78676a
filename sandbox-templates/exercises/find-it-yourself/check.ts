import {
  criteria,
  enoughCalls,
  fewChannels,
  filterUsed,
  floorSteady,
  membersMarked,
  sumsRight,
  tenantsDiffer,
} from '../../../site/sandbox/exercises/criteria.ts';

export const check = criteria(
  sumsRight,
  tenantsDiffer('x-tenant', 50),
  membersMarked('x-member', 0.5),
  filterUsed('x-member'),
  enoughCalls(3000),
  fewChannels,
  floorSteady,
);
