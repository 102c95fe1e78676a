import type { ToPage } from '../answers.ts';
import { readNumber } from '../messages.ts';

/** One page's connection, over whatever it goes. */
export interface Link {
  /** Where it comes from, for limits. */
  readonly address: string;
  /** Characters sent and not yet taken by the other end. */
  readonly backlog: number;
  send(text: string): void;
  /** Ends it; what was sent before still goes out. */
  close(): void;
}

/** What is done with a link: made by the hub when it is accepted. */
export interface Receiver {
  receive(text: string): void;
  closed(): void;
}

export interface Visitor extends Receiver {
  /** Whether it has said who it is, and is. */
  readonly isKnown: boolean;
}

/** Ends a link on which something came that fits nothing. Its page is told what it was: else it would come back with that for ever. */
export function refuse(link: Link, text: string): void {
  const numbered = readNumber(text);
  if (numbered) link.send(JSON.stringify({ type: 'refused', source: numbered.source, n: numbered.n } satisfies ToPage));
  link.close();
}
