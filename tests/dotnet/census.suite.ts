import { expect, test } from 'vitest';
import { dotnet } from './sdk.ts';

export const censuses = `${import.meta.dirname}/census`;

/** What the sandbox's host counts of a program's linked sources, and of its clients, whichever makes them. */
export function census(project: 'CensusPackage' | 'CensusReading'): void {
  test('linked sources are counted until they are disposed of, clients and methods as long as something else holds them', async () => {
    const said = await dotnet(`${censuses}/${project}/bin/Debug/net10.0/LeakLab.Host.dll`);
    expect(said.trim().split('\n')).toEqual([
      '10 left, and 10 disposed of, which something still holds: 20 linked sources made, 10 left',
      '10 of tokens that nobody can cancel: 24 linked sources made, 10 left',
      '10 that are to be cancelled in a minute: 34 linked sources made, 10 left',
      'these when they have been cancelled: 34 linked sources made, 20 left',
      'and disposed of: 34 linked sources made, 10 left',
      '100 clients without a call: 100 clients and 200 methods made, 0 and 0 alive; 1 channels with 0 entries',
      '100 with a call each: 200 clients and 400 methods made, 0 and 100 alive; 1 channels with 100 entries',
      'one, and 100 derived of it: 201 clients and 402 methods made, 1 and 102 alive; 1 channels with 101 entries',
      'its other method: 201 clients and 402 methods made, 1 and 102 alive; 1 channels with 102 entries',
      'without the channel: 201 clients and 402 methods made, 0 and 0 alive; 0 channels with 0 entries',
    ]);
  });
}
