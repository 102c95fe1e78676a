import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/templates.ts';
import { census, censuses } from './census.suite.ts';
import { http2Peers } from './http2.suite.ts';
import { interop } from './interop.suite.ts';
import { programs } from './programs.suite.ts';
import { singleFiles } from './single-file.suite.ts';
import { build, dotnet, program, projects, restore, type Reason } from './sdk.ts';

const interops = `${import.meta.dirname}/interop`;

// One file, so that nothing builds a project twice at once. What cannot be had here is skipped, and says why.
const folders = {
  plain: [`${projects}/Plain`, `${interops}/InteropPlain`],
  reading: [`${censuses}/CensusReading`],
  own: [`${censuses}/CensusPackage`],
  magicOnion: [`${projects}/Client`, `${projects}/Parity`, `${interops}/InteropMagicOnion`],
};
const found = await restore(folders);
const reasons = { ...found, magicOnion: found.plain ?? found.magicOnion };
const { plain, reading, own, magicOnion } = reasons;
const restored = (Object.keys(folders) as (keyof typeof folders)[]).filter((name) => reasons[name] === null);
if (restored.length) await build(...restored.flatMap((name) => folders[name]));

function where(reason: Reason, name: string, suite: () => void): void {
  if (reason === null) {
    describe(name, suite);
    return;
  }
  console.warn(`${name}: skipped, since ${reason}.`);
  test(name, ({ skip }) => skip(reason));
}

where(reading, 'What the sandbox counts of our reading of MagicOnion’s client', () => census('CensusReading'));
where(own, 'What the sandbox counts of MagicOnion’s own client', () => census('CensusPackage'));

if (plain === null) {
  where(plain, 'C# on grpc-dotnet alone', () => {
    programs('Plain');
    interop('InteropPlain');
    http2Peers();
    if (magicOnion !== null) singleFiles(false);
  });
  where(magicOnion, 'C# on MagicOnion', () => {
    programs('Client');
    interop('InteropMagicOnion');
    singleFiles(true);
    test('prints line for line what the port is compared with', async () => {
      expect(await dotnet(program('Parity'))).toBe(readFileSync(join(root, 'tests/parity/csharp.txt'), 'utf8'));
    }, 120_000);
  });
} else {
  where(plain, 'The C#', () => undefined);
}
