import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { singleFile } from '../../site/sandbox/files/single-file.ts';
import { root } from '../support/templates.ts';

const templates = join(root, 'sandbox-templates');

/** The C# in these folders; what the later ones have stands in place of the earlier ones'. */
const csharpIn = (...folders: string[]): Record<string, string> =>
  Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(join(templates, folder))
        .filter((name) => name.endsWith('.cs'))
        .map((name) => [name, readFileSync(join(templates, folder, name), 'utf8')]),
    ),
  );

const reading = join(templates, 'csharp/MagicOnion/MagicOnion.csproj');
const plainService = readFileSync(`${import.meta.dirname}/single-file/PlainService.cs`, 'utf8');

/** The same file where MagicOnion's packages are not to be had: with our reading of its client, and a server of grpc-dotnet's own. */
function withoutMagicOnion(file: string): string {
  const [usings, service] = [/^using .*;\n/gm, /public class MyFirstService[^]*?\n\}\n/];
  return file
    .replace(/^#:package (?:MagicOnion|MessagePack).*\n/gm, '')
    .replace(/^#:package/m, `#:project ${reading}\n#:package`)
    .replace('using MagicOnion.Server;\n', 'using Grpc.Core;\nusing MessagePack;\n')
    .replace(service, plainService.replace(usings, ''))
    .replace('AddMagicOnion()', 'AddGrpc()')
    .replace('MapMagicOnionService()', 'MapGrpcService<PlainService>()');
}

/** An exercise as one file, built and run by `dotnet run` alone. */
export function singleFiles(hasMagicOnion: boolean): void {
  test('an exercise as one file runs by `dotnet run leak.cs`, and calls its own server', async () => {
    const file = singleFile('method-caching', csharpIn('sum', 'exercises/method-caching/csharp/start'));
    const folder = mkdtempSync(join(tmpdir(), 'leak-lab-single-file-'));
    writeFileSync(join(folder, 'leak.cs'), hasMagicOnion ? file : withoutMagicOnion(file));
    // A group of its own: `dotnet run`, the program and its server.
    const child = spawn('dotnet', ['run', 'leak.cs'], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    try {
      const said: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        said.push(line);
        if (/^Call 1001:/.test(line)) break;
      }
      expect(said.join('\n')).toMatch(/^The client is process \d+\.[^]*^Call 1001: 123 \+ 456 = 579$/m);
    } finally {
      if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    }
  }, 180_000);
}
