import type { Outcome } from '../support/raw-peer.ts';
import type { Role, State } from './given.ts';

/** One rule of RFC 9113: on a connection whose stream 1 is in a state, these frames must have this outcome. */
export interface Case {
  section: string;
  rule: string;
  /** Whom the rule binds; both where not given. */
  role?: Role;
  /** The state of stream 1 beforehand; 'open' where not given. */
  given?: State;
  frames: Uint8Array[];
  /** More than one where the RFC leaves a choice. */
  outcome: Outcome | readonly Outcome[];
}

export const protocolError = 'connection error PROTOCOL_ERROR';
export const frameSizeError = 'connection error FRAME_SIZE_ERROR';
export const compressionError = 'connection error COMPRESSION_ERROR';
export const flowControlError = 'connection error FLOW_CONTROL_ERROR';
/** A stream error, which an endpoint MAY treat as a connection error (RFC 9113 section 5.4.1). */
export const frameSizeErrorOfStream = ['stream error FRAME_SIZE_ERROR', frameSizeError] as const;
/** RFC 9113 sections 5.1 and 6.1: a stream error or, on a closed stream, a connection error. */
export const streamClosed = ['stream error STREAM_CLOSED', 'connection error STREAM_CLOSED'] as const;
