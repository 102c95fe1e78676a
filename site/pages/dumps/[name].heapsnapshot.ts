import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRoute, GetStaticPaths } from 'astro';
import recorded from '../../../lessons/recordings/inside/pairs.json' with { type: 'json' };

/** The recorded heap snapshots, for sandboxes in a place that can take none. */
export const getStaticPaths = (() =>
  recorded.pairs.typescript.map(({ file }) => ({
    params: { name: file.replace(/\.heapsnapshot$/, '') },
  }))) satisfies GetStaticPaths;

// A build runs in the project's folder. They stay packed: whoever reads them unpacks them.
export const GET: APIRoute = ({ params }) =>
  new Response(readFileSync(join(process.cwd(), 'lessons/recordings/inside', `${params.name}.heapsnapshot.gz`)), {
    headers: { 'content-type': 'application/octet-stream' },
  });
