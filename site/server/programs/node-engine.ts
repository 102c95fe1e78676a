import { explainExit } from '../../sandbox/errors/explain-exit.ts';
import { heapCapMegabytes, youngGenerationMegabytes, type Engine } from './engine.ts';
import type { View, Wall } from '../walls/wall.ts';

const probe = new URL('../../../sandbox-templates/guest/probe.ts', import.meta.url).href;
const preload = new URL('../inside/preload.ts', import.meta.url).href;

/** Node, of whose compiled code `compileCache` keeps some between programs: they start in half the time with it. */
export const nodeEngine = (wall: Wall, view: View, compileCache: string): Engine => ({
  command: (program) => wall.command(view, [...flags(view), program]),
  env: { NODE_COMPILE_CACHE: compileCache },
  explain: (exit) => explainExit({ ...exit, heapCap: heapCapMegabytes * 2 ** 20 }),
});

/** No child processes, workers, add-ons or inspector: the permission model denies what no flag allows. */
function flags({ readable, writable, lent }: View): string[] {
  return [
    '--permission',
    ...[...writable, ...lent, ...readable].map((path) => `--allow-fs-read=${path}`),
    ...[...writable, ...lent].map((path) => `--allow-fs-write=${path}`),
    // The network is open to programs, which Node asks about since 25, and calls experimental in each program's output.
    ...(process.allowedNodeEnvironmentFlags.has('--allow-net')
      ? ['--allow-net', '--disable-warning=ExperimentalWarning']
      : []),
    '--disable-sigusr1',
    `--max-heap-size=${heapCapMegabytes}`,
    `--max-semi-space-size=${youngGenerationMegabytes}`,
    `--import=${preload}`,
    `--import=${probe}`,
  ];
}
