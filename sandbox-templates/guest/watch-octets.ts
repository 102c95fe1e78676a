import type { GuestMessage } from '../../site/sandbox/protocol/messages.ts';
import { OctetsRecorder } from '../../site/sandbox/protocol/octets.ts';
import type { onOctets } from '../http2/core.ts';

/** Reports what crosses the program's connections, from their first octet on. Of a server's end, where a program has one too, nothing. */
export function watchOctets(listen: typeof onOctets, report: (message: GuestMessage) => void): void {
  const numbers = new WeakMap<object, number>();
  const recorder = new OctetsRecorder((lot) => report({ type: 'octets', lot }));
  let connections = 0;
  listen((session, direction, octets) => {
    if (session.type !== 1) return;
    let number = numbers.get(session);
    if (!number) numbers.set(session, (number = ++connections));
    recorder.add(number, direction === 'sent', octets);
  });
  process.on('exit', () => recorder.flush());
}
