import fs from 'node:fs';
import net from 'node:net';
import type { GuestMessage } from '../../site/sandbox/protocol/messages.ts';

/** The pipe on which a program tells the server of itself, one message a line: `<key> <JSON>`. */
const reportsDescriptor = 3;
/** The pipe on which the server asks something of it, one JSON value a line. */
export const requestsDescriptor = 4;
/** Has the run's key. The program never sees it, so that what it writes on the pipe itself is not taken for the probe's word. */
export const keyVariable = 'LEAK_LAB_CHANNEL_KEY';

/** More than any request of the server takes. */
const longestRequest = 4096; // characters

// What a program puts in their stead later does not get the key.
const { writeSync } = fs;
const { stringify, parse } = JSON;

export interface Channel {
  /** Arrives even where the program ends right after it: the pipe is written at once, like a program's own output. */
  send(message: GuestMessage): void;
  /** Calls back with each request of the server, unchecked, without keeping the program alive. */
  onRequest(listener: (request: unknown) => void): void;
}

/** The program's end of the channel; one that leads nowhere where the program was not started by the server. */
export function openChannel(): Channel {
  const key = process.env[keyVariable];
  delete process.env[keyVariable];
  if (key === undefined) return { send: () => undefined, onRequest: () => undefined };
  return {
    send(message) {
      try {
        // On a line of its own, whatever the program has written there.
        writeSync(reportsDescriptor, `\n${key} ${stringify(message)}\n`);
      } catch (error) {
        // The program closed the pipe, or has made it one that is written later: it has hung up on the probe, and goes on without.
        if (!hungUp.has((error as NodeJS.ErrnoException).code)) throw error;
      }
    },
    onRequest(listener) {
      const pipe = new net.Socket({ fd: requestsDescriptor, readable: true, writable: false });
      pipe.unref();
      pipe.on('error', () => pipe.destroy()); // the same from the other side
      let rest = '';
      pipe.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop()!.slice(0, longestRequest);
        for (const line of lines) listener(parse(line));
      });
    },
  };
}

const hungUp: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EBADF', 'EAGAIN', 'ECONNRESET', 'ENOTCONN']);
