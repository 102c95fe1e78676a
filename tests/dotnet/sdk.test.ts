import { expect, test } from 'vitest';
import { notRestored } from './sdk.ts';

const groups = { plain: ['/x/Plain'], own: ['/x/Client', '/x/Parity'] };
const lacks = (project: string, name: string) =>
  `/x/${project}/${project}.csproj : error NU1101: Unable to find package ${name}. No packages exist with this id`;

test('what cannot be restored is told of the group whose project it is, and of all where they share it', () => {
  const magicOnion = 'no package registry here has MagicOnion.Client';
  expect(notRestored(groups, lacks('Parity', 'MagicOnion.Client'))).toEqual({ plain: null, own: magicOnion });
  expect(notRestored(groups, lacks('Shared', 'MagicOnion.Client'))).toEqual({ plain: magicOnion, own: magicOnion });
  expect(() => notRestored(groups, '/x/Plain/Plain.csproj : error NU1605: Detected package downgrade')).toThrow(
    'NU1605',
  );
});
