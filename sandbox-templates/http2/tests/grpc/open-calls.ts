import { getChannelzHandlers, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { once } from 'node:events';
import { failureOf, TestClient } from './test-client.ts';

/** Clients and calls that stay open between two questions, for what happens to them in the meantime. */
const clients: TestClient[] = [];
const chats: Array<ClientDuplexStream<Buffer, Buffer>> = [];
const ended: Array<Promise<{ code: number }>> = [];

/** The PINGs that grpc-js sent for keepalive on any connection of this process, as its channelz tells. */
async function keepalivesSent(): Promise<number> {
  const handlers = getChannelzHandlers() as unknown as Record<
    string,
    (call: { request: unknown }, reply: (error: unknown, answer: any) => void) => void
  >;
  const ask = (name: string, request: unknown) =>
    new Promise<any>((resolve, reject) => {
      handlers[name]!({ request }, (error, answer) => {
        if (error) reject(error as Error);
        else resolve(answer);
      });
    });
  let sent = 0;
  const { channel: channels } = await ask('GetTopChannels', { start_channel_id: 0, max_results: 0 });
  for (const { subchannel_ref: references } of channels) {
    for (const { subchannel_id: id } of references) {
      const { subchannel } = await ask('GetSubchannel', { subchannel_id: id });
      for (const { socket_id: socketId } of subchannel.socket_ref) {
        sent += Number((await ask('GetSocket', { socket_id: socketId })).socket.data.keep_alives_sent);
      }
    }
  }
  return sent;
}

export const openCalls = {
  open(port: number, options = {}) {
    return clients.push(new TestClient(port, options)) - 1;
  },
  close(client: number) {
    clients[client]!.client.close();
  },
  async echo(client: number, message: string) {
    return (await clients[client]!.unary('Echo', message)).message.toString();
  },
  /** As many calls, `inFlight` at a time. */
  async echoMany(client: number, calls: number, inFlight: number) {
    let left = calls;
    const worker = async () => {
      while (left-- > 0) await clients[client]!.unary('Echo', 'soak');
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
  },
  /** Waits for a connection where there is none, up to a minute. */
  async echoWhenReady(client: number, message: string) {
    const deadline = Date.now() + 60_000;
    await new Promise<void>((resolve, reject) =>
      clients[client]!.client.waitForReady(deadline, (error) => {
        if (error) reject(error);
        else resolve();
      }),
    );
    return (await clients[client]!.unary('Echo', message, { deadline })).message.toString();
  },
  failure: (client: number) => clients[client]!.failure('Echo', 'nobody', { deadline: Date.now() + 60_000 }),
  /** A unary call that the server leaves open; resolves to how it ended. */
  hang: (client: number) => clients[client]!.failure('Hang', ''),
  startChat(client: number) {
    const call = clients[client]!.chat();
    ended.push(
      new Promise((resolve) => {
        call.on('error', () => undefined); // The status says the same.
        call.on('status', (end: ServiceError) => resolve(failureOf(end)));
      }),
    );
    return chats.push(call) - 1;
  },
  async say(chat: number, message: string) {
    const answer = once(chats[chat]!, 'data') as Promise<[Buffer]>;
    chats[chat]!.write(Buffer.from(message));
    return (await answer)[0].toString();
  },
  hangUp(chat: number) {
    chats[chat]!.end();
  },
  endOf: async (chat: number) => (await ended[chat]!).code,
  keepalivesSent,
};
