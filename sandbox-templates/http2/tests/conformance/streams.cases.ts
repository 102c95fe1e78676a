import {
  data,
  Flag,
  frame,
  headers,
  priority,
  pushPromise,
  request,
  resetStream,
  Type,
  uint32,
  windowUpdate,
} from '../support/frames.ts';
import { protocolError, streamClosed, type Case } from './case.ts';

const trailers = [['x-trailer', 'late']] as const;
const reuse = [protocolError, ...streamClosed] as const;

/** RFC 9113 section 5: the states of streams and their identifiers. */
export const streamCases: Case[] = [
  { section: '5.1', rule: 'idle: DATA', frames: [data(3, 'x')], outcome: protocolError },
  { section: '5.1', rule: 'idle: RST_STREAM', frames: [resetStream(3)], outcome: protocolError },
  { section: '5.1', rule: 'idle: WINDOW_UPDATE', frames: [windowUpdate(3, 1)], outcome: protocolError },
  { section: '5.1', rule: 'idle: PUSH_PROMISE', frames: [pushPromise(3, 4)], outcome: protocolError },
  { section: '5.1', rule: 'idle: PRIORITY is allowed', frames: [priority(3), priority(100)], outcome: 'no error' },
  {
    section: '5.1',
    rule: 'idle: HEADERS on a server-initiated stream',
    role: 'server',
    frames: [headers(2, request())],
    outcome: protocolError,
  },
  {
    section: '5.1',
    rule: 'idle: a response to a request never made',
    role: 'client',
    frames: [headers(3, [[':status', '200']])],
    outcome: protocolError,
  },
  {
    section: '5.1',
    rule: 'idle: a response on a stream never promised',
    role: 'client',
    frames: [headers(2, [[':status', '200']])],
    outcome: protocolError,
  },

  {
    section: '5.1',
    rule: 'half-closed (remote): DATA',
    given: 'half-closed (remote)',
    frames: [data(1, 'x')],
    outcome: streamClosed,
  },
  {
    section: '5.1',
    rule: 'half-closed (remote): HEADERS',
    given: 'half-closed (remote)',
    frames: [headers(1, trailers, Flag.END_STREAM)],
    outcome: streamClosed,
  },
  {
    section: '5.1',
    rule: 'half-closed (remote): WINDOW_UPDATE and PRIORITY are allowed',
    given: 'half-closed (remote)',
    frames: [windowUpdate(1, 1), priority(1)],
    outcome: 'no error',
  },
  {
    section: '5.1',
    rule: 'half-closed (remote): RST_STREAM is allowed',
    given: 'half-closed (remote)',
    frames: [resetStream(1)],
    outcome: 'no error',
  },

  { section: '6.1', rule: 'closed: DATA', given: 'closed', frames: [data(1, 'x')], outcome: streamClosed },
  {
    section: '5.1',
    rule: 'closed: HEADERS',
    given: 'closed',
    frames: [headers(1, trailers, Flag.END_STREAM)],
    outcome: reuse,
  },
  {
    section: '5.1',
    rule: 'closed: PRIORITY, and a late WINDOW_UPDATE and RST_STREAM, are allowed',
    given: 'closed',
    frames: [priority(1), windowUpdate(1, 1), resetStream(1)],
    outcome: 'no error',
  },
  {
    section: '6.1',
    rule: 'closed by RST_STREAM of the peer: DATA',
    given: 'reset by peer',
    frames: [data(1, 'x')],
    outcome: streamClosed,
  },
  {
    section: '5.1',
    rule: 'closed by RST_STREAM of the peer: HEADERS',
    given: 'reset by peer',
    frames: [headers(1, trailers, Flag.END_STREAM)],
    outcome: reuse,
  },
  {
    section: '5.1',
    rule: 'closed by RST_STREAM of the endpoint: what was under way is discarded',
    given: 'reset by endpoint',
    frames: [data(1, 'x'), windowUpdate(1, 1), headers(1, trailers, Flag.END_STREAM), resetStream(1)],
    outcome: 'no error',
  },
  {
    section: '5.4.2',
    rule: 'RST_STREAM is never answered by RST_STREAM',
    frames: [resetStream(1), resetStream(1)],
    outcome: 'no error',
  },

  {
    section: '5.1.1',
    rule: 'a client opens an even stream',
    role: 'server',
    given: 'idle',
    frames: [headers(2, request())],
    outcome: protocolError,
  },
  {
    section: '5.1.1',
    rule: 'a client opens a stream below one that it opened',
    role: 'server',
    given: 'idle',
    frames: [headers(5, request('/hold')), headers(3, request('/hold'))],
    outcome: protocolError,
  },
  {
    section: '5.1.1',
    rule: 'a client reuses a stream that has closed',
    role: 'server',
    given: 'closed',
    frames: [headers(1, request(), Flag.END_STREAM)],
    outcome: reuse,
  },
  {
    section: '5.1.1',
    rule: 'identifiers may be skipped',
    role: 'server',
    given: 'idle',
    frames: [headers(7, request(), Flag.END_STREAM), headers(101, request(), Flag.END_STREAM)],
    outcome: 'no error',
  },
  {
    section: '5.1.1',
    rule: 'the highest identifier is an identifier',
    role: 'server',
    given: 'idle',
    frames: [headers(2 ** 31 - 1, request(), Flag.END_STREAM)],
    outcome: 'no error',
  },

  {
    section: '5.3.2',
    rule: 'PRIORITY of a stream that depends on itself is ignored, as RFC 9113 gives it no meaning',
    frames: [priority(1, 1)],
    outcome: ['no error', 'stream error PROTOCOL_ERROR', protocolError],
  },
  {
    section: '5.3.2',
    rule: 'HEADERS with priority fields open a stream',
    role: 'server',
    given: 'idle',
    frames: [
      frame(
        Type.HEADERS,
        Flag.END_HEADERS | Flag.PRIORITY,
        1,
        Buffer.concat([uint32(0), Buffer.of(7), headers(1, request()).subarray(9)]),
      ),
    ],
    outcome: 'no error',
  },
];
