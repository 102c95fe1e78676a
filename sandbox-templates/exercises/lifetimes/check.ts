import {
  channelReused,
  criteria,
  enoughCalls,
  floorSteady,
  sumsRight,
  tenantsDiffer,
} from '../../../site/sandbox/criteria.ts';

export const check = criteria(
  sumsRight,
  enoughCalls(2000),
  tenantsDiffer('x-tenant', 50),
  channelReused,
  floorSteady,
);
