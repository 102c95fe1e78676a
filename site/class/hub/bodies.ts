import type { IncomingMessage } from 'node:http';
import { mostUnfinished } from './limits.ts';

/** Those of a request that are not counted: of nearly all, these are all. */
const fewOctets = 16 * 1024;

/** The bodies of the requests that are being read. */
export class Bodies {
  #octets = 0;

  /** Its status where it is not read: it is longer than `most` octets, or there is no room for it beside the others. */
  async read(request: IncomingMessage, most: number): Promise<string | 413 | 503> {
    if (Number(request.headers['content-length'] ?? 0) > most) return 413;
    const parts: Buffer[] = [];
    let length = 0;
    let counted = 0;
    try {
      // Not to be destroyed where the rest is not read: it is to be answered.
      for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        length += part.length;
        if (length > most) return 413;
        if (length > fewOctets) {
          this.#octets += part.length;
          counted += part.length;
        }
        if (counted && this.#octets > mostUnfinished) return 503;
        parts.push(part);
      }
      return Buffer.concat(parts).toString('utf8');
    } finally {
      this.#octets -= counted;
    }
  }
}
