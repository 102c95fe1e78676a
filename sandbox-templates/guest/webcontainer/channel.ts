import net from 'node:net';
import type { Command } from '../../../site/sandbox/protocol/commands.ts';
import { decodeCommand } from '../command.ts';
import type { GuestMessage } from '../../../site/sandbox/protocol/messages.ts';

/**
 * The program's line to the relay, and through it to the page: JSON, one message a line, in ASCII. What comes back is the name of a command a line. It does not keep the program alive,
 * and a program whose line is lost goes on without.
 */
export function openChannel(
  port: number,
  run: string,
): { send: (message: GuestMessage) => void; onCommand: (take: (command: Command) => void) => void } {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }).unref();
  let take: (command: Command) => void = () => undefined;
  let rest = '';
  socket.on('error', () => socket.destroy());
  socket.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const command = decodeCommand({ type: line });
      if (command) take(command);
    }
  });
  socket.write(`${run}\n`);
  return {
    send(message) {
      if (!socket.destroyed) socket.write(`${toAscii(JSON.stringify(message))}\n`);
    },
    onCommand: (to) => void (take = to),
  };
}

/** The page gets the relay's output in pieces that are decoded each for itself: a character of several bytes might be torn. */
const toAscii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
