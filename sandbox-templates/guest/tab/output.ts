import type { Command } from '../../../site/sandbox/protocol/commands.ts';
import type { GuestMessage } from '../../../site/sandbox/protocol/messages.ts';

type Send = (message: GuestMessage) => void;
type Take = (command: Command) => void;
type Write = (stream: 'stdout' | 'stderr', text: string) => void;

let send: Send = () => undefined;
let write: Write = () => undefined;

/** Where this program's messages and output go. */
export function connectOutput(to: Send, output: Write): void {
  send = to;
  write = output;
}

export const report: Send = (message) => send(message);
export const print: Write = (stream, text) => write(stream, text);

let take: Take = () => undefined;
/** Where the page's commands go. */
export const onCommand = (to: Take): void => void (take = to);
export const command: Take = (given) => take(given);
