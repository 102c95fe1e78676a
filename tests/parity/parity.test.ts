import { expect, test } from 'vitest';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What `dotnet run --project sandbox-templates/dotnet/Parity` printed: MagicOnion 7.10.2, grpc-dotnet 2.85.0, .NET 10. */
const recorded = readFileSync(here('csharp.txt'), 'utf8').trimEnd().split('\n');

test.each(['builtin', 'own'])(
  "the port does what C# does, on HTTP/2 of its place's: %s",
  (http2) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--import', here('../../sandbox-templates/http2/preload.ts'), here('program.ts')],
      { encoding: 'utf8', env: { ...process.env, LEAK_LAB_HTTP2: http2 } },
    );
    expect(stdout.trimEnd().split('\n'), stderr).toEqual(recorded);
    expect(status).toBe(0);
  },
  180_000,
); // some 4,000 calls, half of them with much to carry
