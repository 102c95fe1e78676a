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

export type OctetsListener = (session: SessionState, direction: Direction, octets: Uint8Array) => void;

const octetsListeners = new Set<OctetsListener>();

/** Has `listener` get the octets themselves, of the same sessions, as they are sent and received. They may change after the call. */
export function onOctets(listener: OctetsListener): () => void {
  octetsListeners.add(listener);
  return () => {
    octetsListeners.delete(listener);
  };
}

/** Observes a session that begins, where someone listens. */
export function observeFrames(session: SessionState, transport: Transport): void {
  if (listeners.size === 0 && octetsListeners.size === 0) return;
  const isServer = session.type === 0;
  const observer = (direction: Direction) => {
    const frames =
      listeners.size === 0
        ? null
        : new FrameObserver(isServer === (direction === 'received'), (frame) => {
            for (const listener of listeners) listener(session, direction, frame);
          });
    return (octets: Uint8Array) => {
      for (const listener of octetsListeners) listener(session, direction, octets);
      frames?.read(octets);
    };
  };
  transport.observe(observer('sent'), observer('received'));
}
