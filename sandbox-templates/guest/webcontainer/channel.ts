import net from 'node:net';
import type { GuestMessage } from '../../../site/sandbox/messages.ts';

/**
 * The program's line to the relay, and through it to the page: JSON, one message a line, in ASCII. It does not keep the program alive,
 * and a program whose line is lost goes on without.
 */
export function openChannel(port: number, run: string): (message: GuestMessage) => void {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }).unref();
  socket.on('error', () => socket.destroy());
  socket.write(`${run}\n`);
  return (message) => {
    if (!socket.destroyed) socket.write(`${toAscii(JSON.stringify(message))}\n`);
  };
}

/** The page gets the relay's output in pieces that are decoded each for itself: a character of several bytes might be torn. */
const toAscii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
