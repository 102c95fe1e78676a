import type { EventEmitter } from 'node:events';
import http2, { type ClientHttp2Session, type ServerHttp2Session } from 'node:http2';
import { answerQuestions } from '../support/child.ts';
import { liveMemory } from '../support/live-memory.ts';

/**
 * Loaded before a program, this keeps an eye on the sessions that it makes, whichever HTTP/2 the preload put in place, and answers for
 * its memory and its listeners. Needs --expose-gc.
 */
const watched = new Set<EventEmitter>();
const watch = (emitter: EventEmitter): void => {
  watched.add(emitter);
  emitter.once('close', () => watched.delete(emitter));
};

const { connect, createServer } = http2;
http2.connect = ((...options: Parameters<typeof connect>): ClientHttp2Session => {
  const session = connect(...options);
  watch(session);
  session.once('connect', (_session, socket) => watch(socket));
  return session;
}) as typeof connect;
http2.createServer = ((...options: Parameters<typeof createServer>) => {
  const server = createServer(...options);
  server.on('connection', watch);
  server.on('session', (session: ServerHttp2Session) => watch(session));
  return server;
}) as typeof createServer;

answerQuestions({
  heap: liveMemory,
  listeners(): { emitters: number; listeners: number } {
    const count = (emitter: EventEmitter) =>
      emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
    return { emitters: watched.size, listeners: [...watched].reduce((sum, emitter) => sum + count(emitter), 0) };
  },
});
