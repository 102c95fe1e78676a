import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';

/** A service over plain bytes, so that every gRPC implementation can speak it without generated code. */
const method = (name: string, requestStream: boolean, responseStream: boolean): MethodDefinition<Buffer, Buffer> => ({
  path: `/lab.Test/${name}`,
  requestStream,
  responseStream,
  requestSerialize: (bytes) => bytes,
  requestDeserialize: (bytes) => bytes,
  responseSerialize: (bytes) => bytes,
  responseDeserialize: (bytes) => bytes,
});

export const service = {
  /** Answers with the request; metadata come back as initial and, with `-trailer` behind their names, trailing metadata. */
  Echo: method('Echo', false, false),
  /** Answers with how many octets came in how many messages: `octets/messages`. */
  Collect: method('Collect', true, false),
  /** From `count`, or `count code`: as many messages, each its index, and then the status. */
  Count: method('Count', false, true),
  /** Answers each message with itself. */
  Chat: method('Chat', true, true),
  /** From `code details`: fails with them, and with the metadata `reason: asked`. */
  Fail: method('Fail', false, false),
  /** Never answers. */
  Hang: method('Hang', false, false),
  /** Sends without end. */
  Forever: method('Forever', false, true),
  /** Answers with how many messages `Forever` has sent, in all calls of it. */
  Sent: method('Sent', false, false),
  /** Answers all together, once as many calls as the request says are in flight. */
  Together: method('Together', false, false),
  /** Answers with the number of calls cancelled so far, once it is at least that of the request. */
  Cancelled: method('Cancelled', false, false),
} satisfies ServiceDefinition;

export type MethodName = keyof typeof service;
