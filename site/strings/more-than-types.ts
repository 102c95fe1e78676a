import type { Reason } from '../sandbox/errors/reason.ts';

/** TypeScript that leaves nothing when its types are taken out, and is refused for that. */
export type MoreThanTypes = 'enum' | 'namespace' | 'parameter property';

/** What of it a syntax error is about, by Node's words (and the tab's, which are Node's). */
export const moreThanTypes = ({ message = '' }: Reason): MoreThanTypes | null =>
  message.includes('strip-only')
    ? ((['enum', 'namespace', 'parameter property'] as const).find((kind) => message.includes(kind)) ?? null)
    : null;
