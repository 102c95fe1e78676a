import type { APIRoute, GetStaticPaths } from 'astro';
import { sample } from '../../insight/sample.ts';

/** Two dumps of the leak in C#, to try the page of dumps with. */
export const getStaticPaths = (() =>
  ['leak-100', 'leak-1000'].map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) =>
  new Response(sample(params.name!), { headers: { 'content-type': 'application/octet-stream' } });
