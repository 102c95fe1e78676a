import { expect, test, vi } from 'vitest';
import { chooseClient, wantedClient, whyNotRestored } from './client.ts';

test('a build takes MagicOnion’s package where it can be restored, and else our reading, and says why', async () => {
  expect(await chooseClient(null, async () => null)).toMatchObject({ client: 'package' });
  expect(await chooseClient(null, async () => 'no package registry can be reached')).toEqual({
    client: 'reading',
    because: 'no package registry can be reached',
  });
});

test('a client that is asked for is taken, and nothing is tried', async () => {
  const restore = vi.fn(async () => null);
  expect(await chooseClient('reading', restore)).toMatchObject({ client: 'reading' });
  expect(await chooseClient('package', restore)).toMatchObject({ client: 'package' });
  expect(restore).not.toHaveBeenCalled();
});

test('SITE_MAGICONION names a client, or leaves the choice to the build', () => {
  expect([undefined, '', ' package ', 'reading'].map(wantedClient)).toEqual([null, null, 'package', 'reading']);
  expect(() => wantedClient('real')).toThrow('SITE_MAGICONION is "real"');
});

test('what dotnet says of a restore tells which package is missing, or that nothing can be reached', () => {
  const missing =
    'Host.csproj : error NU1101: Unable to find package MagicOnion.Client. No packages exist with this id';
  expect(whyNotRestored(`${missing}\n${missing}`)).toBe('no package registry here has MagicOnion.Client');
  const older = 'error NU1102: Unable to find package MessagePackAnalyzer with version (>= 3.1.12)';
  expect(whyNotRestored(older)).toBe('no package registry here has MessagePackAnalyzer');
  expect(whyNotRestored('error NU1301: Unable to load the service index')).toBe('no package registry can be reached');
  expect(whyNotRestored('error MSB4025: The project file could not be loaded')).toBeNull();
});
