import { describe, test } from 'vitest';
import { interop } from './interop.suite.ts';
import { programs } from './programs.suite.ts';
import { build, noSdk, projects, type Reason } from './sdk.ts';

const interops = `${import.meta.dirname}/interop`;

// One file, so that nothing builds a project twice at once. What cannot be had here is skipped, and says why.
const sdk = await noSdk();
const plain = sdk ?? (await build(`${projects}/Plain`, `${interops}/InteropPlain`));
const magicOnion = plain ?? (await build(`${projects}/Client`, `${interops}/InteropMagicOnion`));

function where(reason: Reason, name: string, suite: () => void): void {
  if (reason === null) {
    describe(name, suite);
    return;
  }
  console.warn(`${name}: skipped, since ${reason}.`);
  test(name, ({ skip }) => skip(reason));
}

where(plain, 'C# on grpc-dotnet alone', () => {
  programs('Plain');
  interop('InteropPlain');
});
where(magicOnion, 'C# on MagicOnion', () => {
  programs('Client');
  interop('InteropMagicOnion');
});
