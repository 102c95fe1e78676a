import { afterEach, expect, test, vi } from 'vitest';
import type { GuestMessage } from '../../protocol/messages.ts';
import { Connection } from './connection.ts';

class FakeSocket {
  static latest: FakeSocket;
  onopen = (): void => undefined;
  onmessage = (_event: { data: string }): void => undefined;
  constructor() {
    FakeSocket.latest = this;
    queueMicrotask(() => this.onopen());
  }
  send(): void {}
  receive(reply: unknown): void {
    this.onmessage({ data: JSON.stringify(reply) });
  }
}

afterEach(() => void vi.unstubAllGlobals());

test('a program that is done is over, whatever its exit says, and only once', async () => {
  vi.stubGlobal('WebSocket', FakeSocket);
  const connection = await Connection.open('', new AbortController().signal);
  const told: GuestMessage[][] = [[], []];
  for (const messages of told) connection.run('client.ts', { probe: 'heap' }, (message) => messages.push(message));
  const { latest: socket } = FakeSocket;
  socket.receive({ type: 'message', id: 1, message: { type: 'exit', code: 'none' } });
  socket.receive({ type: 'done', id: 1 });
  socket.receive({ type: 'message', id: 2, message: { type: 'exit', code: 0 } });
  socket.receive({ type: 'done', id: 2 });
  expect(told).toEqual([[{ type: 'exit', code: null }], [{ type: 'exit', code: 0 }]]);
});
