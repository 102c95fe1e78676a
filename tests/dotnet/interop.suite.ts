import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Program } from '../support/shell.ts';
import { root } from '../support/templates.ts';
import { dotnet, DotnetServer, program } from './sdk.ts';

const preload = ['--import', join(root, 'sandbox-templates/http2/preload.ts')];
const here = import.meta.dirname;
const implementations = ['builtin', 'own'] as const;
type Http2 = (typeof implementations)[number];

/** What every client is to see of every server. */
const expected = {
  sum: '579',
  'sum of negatives': '-70001',
  'sum that wraps': '-2147483648',
  "status of the handler's": 'NotFound: no tenant – 没有租户, 100%',
  'handler throws': 'Unknown: Exception was thrown by handler.',
  'unknown method': 'Unimplemented',
  'text header': '12345',
  'binary header': '3',
  deadline: 'DeadlineExceeded',
  'deadline in the past': 'DeadlineExceeded, sent 0',
  'cancelled before': 'Cancelled',
  'cancelled under way': 'Cancelled, heard',
  '2,000 one after another': '2000',
  '200 at once': '200',
};

/** C# and the port on the wire, both ways and over both kinds of HTTP/2. @param project `InteropPlain`, say */
export function interop(project: string): void {
  const dll = program(project, join(here, 'interop'));

  describe.each(implementations)('over HTTP/2 %s', (http2) => {
    test("C#'s client against the port's server", async () => {
      await using server = new Program(here, [...preload, 'interop-server.ts'], { LEAK_LAB_HTTP2: http2 });
      const [, port] = await server.line(/port (\d+)/);
      expect(JSON.parse(await dotnet(dll, `http://127.0.0.1:${port}`))).toEqual(expected);
    });

    test("the port's client against C#'s server", async () => {
      await using server = await DotnetServer.start(dll, 'serve');
      expect(JSON.parse(await portsClient(server.address, http2))).toEqual(expected);
    });
  });
}

async function portsClient(address: string, http2: Http2): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...preload, 'interop-client.ts', address], {
    cwd: here,
    env: { ...process.env, LEAK_LAB_HTTP2: http2 },
  });
  return stdout;
}
