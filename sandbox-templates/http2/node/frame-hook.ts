import { FrameObserver } from '../connection/frame-observer.ts';
import type { Direction, FrameListener } from '../connection/frame-observer.ts';
import type { Transport } from '../connection/transport.ts';
import type { SessionState } from './session-state.ts';

const listeners = new Set<FrameListener<SessionState>>();

/**
 * Has `listener` hear of every frame of the sessions that begin from now on, in either direction and in order. Sessions
 * that have begun already are left out: their header compression cannot be followed from the middle. Returns what ends it.
 */
export function onFrame(listener: FrameListener<SessionState>): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Observes a session that begins, where someone listens. */
export function observeFrames(session: SessionState, transport: Transport): void {
  if (listeners.size === 0) return;
  const isServer = session.type === 0;
  const observer = (direction: Direction) =>
    new FrameObserver(isServer === (direction === 'received'), (frame) => {
      for (const listener of listeners) listener(session, direction, frame);
    });
  transport.observe(observer('sent'), observer('received'));
}
