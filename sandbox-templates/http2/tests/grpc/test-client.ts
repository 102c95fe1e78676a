import {
  Client,
  credentials,
  Metadata,
  type CallOptions,
  type ChannelOptions,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ClientWritableStream,
  type ServiceError,
  type StatusObject,
} from '@grpc/grpc-js';
import { service, type MethodName } from './service.ts';

const unlimited: ChannelOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc-node.max_session_memory': Number.MAX_SAFE_INTEGER,
};

/** How a call ended: `details` and `metadata` as the server gave them. */
export interface Failure {
  code: number;
  details: string;
  reason?: string;
}

export const failureOf = ({ code, details, metadata }: ServiceError | StatusObject): Failure => {
  const [reason] = metadata?.get('reason') ?? [];
  return { code, details, ...(reason === undefined ? {} : { reason: String(reason) }) };
};

export interface Reply {
  message: Buffer;
  initial: Metadata;
  trailing: Metadata;
}

/** grpc-js's generic client, bound to the test service. */
export class TestClient implements Disposable {
  readonly client: Client;

  constructor(port: number, options: ChannelOptions = {}) {
    // A local pool: each client has connections of its own.
    this.client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
      'grpc.use_local_subchannel_pool': 1,
      ...unlimited,
      ...options,
    });
  }

  /** Rejects with grpc-js's ServiceError. */
  unary(
    name: MethodName,
    message: Buffer | string,
    { metadata = new Metadata(), ...options }: CallOptions & { metadata?: Metadata } = {},
  ): Promise<Reply> {
    const { path, requestSerialize, responseDeserialize } = service[name];
    return new Promise((resolve, reject) => {
      let initial = new Metadata();
      let answer: Buffer | undefined;
      const call = this.client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        Buffer.from(message as Buffer),
        metadata,
        options,
        (error, value) => {
          if (error) reject(error);
          else answer = value;
        },
      );
      call.on('metadata', (received: Metadata) => {
        initial = received;
      });
      call.on('status', (status: StatusObject) => {
        if (answer) resolve({ message: answer, initial, trailing: status.metadata });
      });
    });
  }

  /** The failure of a unary call that must fail. */
  async failure(name: MethodName, message: Buffer | string, options: CallOptions = {}): Promise<Failure> {
    const answer = await this.unary(name, message, options).catch((error: ServiceError) => error);
    if (answer instanceof Error) return failureOf(answer);
    throw new Error(`${name} answered ${answer.message.toString()} instead of failing`);
  }

  collect(): { call: ClientWritableStream<Buffer>; answer: Promise<Buffer> } {
    const { path, requestSerialize, responseDeserialize } = service.Collect;
    let call!: ClientWritableStream<Buffer>;
    const answer = new Promise<Buffer>((resolve, reject) => {
      call = this.client.makeClientStreamRequest(
        path,
        requestSerialize,
        responseDeserialize,
        (error: ServiceError | null, value?: Buffer) => {
          if (error) reject(error);
          else resolve(value!);
        },
      );
    });
    return { call, answer };
  }

  stream(name: 'Count' | 'Forever', message: string): ClientReadableStream<Buffer> {
    const { path, requestSerialize, responseDeserialize } = service[name];
    return this.client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, Buffer.from(message));
  }

  chat(): ClientDuplexStream<Buffer, Buffer> {
    const { path, requestSerialize, responseDeserialize } = service.Chat;
    return this.client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  }

  [Symbol.dispose](): void {
    this.client.close();
  }
}
