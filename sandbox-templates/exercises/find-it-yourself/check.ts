import { channelReused, criteria, enoughCalls, floorSteady, sumsRight, tenantsDiffer } from '../../../site/sandbox/criteria.ts';

export const check = criteria(sumsRight, tenantsDiffer('x-tenant', 50), enoughCalls(3000), channelReused, floorSteady);
