import { beforeAll, describe, expect, test } from 'vitest';
import { octetsPerCall, soak, type Soak } from './run.ts';

/** A leak of one small object a call is some 50 octets; what settles in late is spread over the calls. */
const tolerance = 32;

describe('18,000 calls on one connection', () => {
  let taken: Soak;
  beforeAll(async () => {
    taken = await soak(18_000, 6);
  }, 120_000);

  test.each(['server', 'client'] as const)('leave the heap of the %s as it was', (side) => {
    expect(octetsPerCall(taken[side])).toBeLessThan(tolerance);
  });

  test.each(['server', 'client'] as const)('leave no listener on the sessions and sockets of the %s', (side) => {
    const [first, ...rest] = taken[side].map(({ emitters, listeners }) => ({ emitters, listeners }));
    expect(first!.emitters).toBe(2);
    for (const later of rest) expect(later).toEqual(first);
  });
});
