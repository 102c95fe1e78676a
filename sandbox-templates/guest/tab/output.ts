import type { GuestMessage } from '../../../site/sandbox/messages.ts';

type Send = (message: GuestMessage) => void;
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
