import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

// A build runs in the project's folder, from wherever its own code is bundled to.
const folder = join(process.cwd(), 'site/insight/dumps/samples');

/** A `.gcdump` of a real .NET program (`tests/dumps/make.ts` made them), by name. */
export const sample = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gunzipSync(readFileSync(join(folder, `${name}.gcdump.gz`))));

/** What `dotnet-gcdump report` says of it. */
export const sampleReport = (name: string): string =>
  gunzipSync(readFileSync(join(folder, `${name}.report.txt.gz`))).toString();
