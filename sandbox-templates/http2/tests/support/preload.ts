import { fileURLToPath } from 'node:url';
import type { ChildOptions } from './child.ts';

export type Implementation = 'own' | 'builtin';

const preload = fileURLToPath(new URL('../../preload.ts', import.meta.url));

/** How a program is started on one of the two, by the preload that users of it start theirs with. Judging Node's own, as `own` may, needs none. */
export const through = (implementation: Implementation): ChildOptions =>
  process.env.LEAK_LAB_HTTP2 === 'builtin'
    ? {}
    : {
        env: { LEAK_LAB_HTTP2: implementation },
        nodeOptions: ['--import', preload],
      };
