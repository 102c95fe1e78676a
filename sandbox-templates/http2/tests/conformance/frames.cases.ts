import {
  data,
  defaultWindow,
  Flag,
  frame,
  goaway,
  headers,
  maxWindow,
  priority,
  pushPromise,
  request,
  settings,
  Setting,
  Type,
  uint32,
  windowUpdate,
} from '../support/frames.ts';
import { flowControlError, frameSizeError, frameSizeErrorOfStream, protocolError, type Case } from './case.ts';

const oversizedPadding = (type: number, fragment: Uint8Array) =>
  frame(type, Flag.PADDED | Flag.END_HEADERS, 1, Buffer.concat([Buffer.of(fragment.length + 1), fragment]));
const setting = (id: number, value: number) => [settings([[id, value]])];

/** RFC 9113 section 6: each frame type, its stream, its length and its values. */
export const frameCases: Case[] = [
  { section: '6.1', rule: 'DATA on stream 0', frames: [data(0, 'x')], outcome: protocolError },
  {
    section: '6.1',
    rule: 'DATA padded by its whole payload',
    frames: [data(1, Buffer.of(1), Flag.PADDED)],
    outcome: protocolError,
  },
  {
    section: '6.1',
    rule: 'DATA padded by more than its payload',
    frames: [oversizedPadding(Type.DATA, Buffer.from('abc'))],
    outcome: protocolError,
  },
  {
    section: '6.1',
    rule: 'DATA padded by nothing but its pad length',
    frames: [data(1, Buffer.of(0, 0x61), Flag.PADDED)],
    outcome: 'no error',
  },

  { section: '6.2', rule: 'HEADERS on stream 0', frames: [headers(0, request())], outcome: protocolError },
  {
    section: '6.2',
    rule: 'HEADERS padded by more than their payload',
    frames: [oversizedPadding(Type.HEADERS, Buffer.from('abc'))],
    outcome: protocolError,
  },

  { section: '6.3', rule: 'PRIORITY on stream 0', frames: [priority(0)], outcome: protocolError },
  {
    section: '6.3',
    rule: 'PRIORITY of 4 octets',
    frames: [frame(Type.PRIORITY, 0, 1, Buffer.alloc(4))],
    outcome: frameSizeErrorOfStream,
  },
  {
    section: '6.3',
    rule: 'PRIORITY of 6 octets',
    frames: [frame(Type.PRIORITY, 0, 1, Buffer.alloc(6))],
    outcome: frameSizeErrorOfStream,
  },

  {
    section: '6.4',
    rule: 'RST_STREAM on stream 0',
    frames: [frame(Type.RST_STREAM, 0, 0, uint32(8))],
    outcome: protocolError,
  },
  {
    section: '6.4',
    rule: 'RST_STREAM on an idle stream',
    frames: [frame(Type.RST_STREAM, 0, 5, uint32(8))],
    outcome: protocolError,
  },
  {
    section: '6.4',
    rule: 'RST_STREAM of 3 octets',
    frames: [frame(Type.RST_STREAM, 0, 1, Buffer.alloc(3))],
    outcome: frameSizeError,
  },
  {
    section: '6.4',
    rule: 'RST_STREAM of 5 octets',
    frames: [frame(Type.RST_STREAM, 0, 1, Buffer.alloc(5))],
    outcome: frameSizeError,
  },
  {
    section: '7',
    rule: 'RST_STREAM with an unknown error code has no special effect',
    frames: [frame(Type.RST_STREAM, 0, 1, uint32(0xdead_beef))],
    outcome: 'no error',
  },

  {
    section: '6.5',
    rule: 'SETTINGS with ACK and a payload',
    frames: [settings([[Setting.MAX_FRAME_SIZE, 16_384]], Flag.ACK)],
    outcome: frameSizeError,
  },
  { section: '6.5', rule: 'SETTINGS on a stream', frames: [frame(Type.SETTINGS, 0, 1)], outcome: protocolError },
  {
    section: '6.5',
    rule: 'SETTINGS whose length is no multiple of 6',
    frames: [frame(Type.SETTINGS, 0, 0, Buffer.alloc(7))],
    outcome: frameSizeError,
  },
  {
    section: '6.5.2',
    rule: 'SETTINGS_ENABLE_PUSH of 2',
    frames: setting(Setting.ENABLE_PUSH, 2),
    outcome: protocolError,
  },
  {
    section: '6.5.2',
    rule: 'SETTINGS_ENABLE_PUSH of 1 from a server',
    role: 'client',
    frames: setting(Setting.ENABLE_PUSH, 1),
    outcome: protocolError,
  },
  {
    section: '6.5.2',
    rule: 'SETTINGS_ENABLE_PUSH of 0 and 1 from a client',
    role: 'server',
    frames: [...setting(Setting.ENABLE_PUSH, 0), ...setting(Setting.ENABLE_PUSH, 1)],
    outcome: 'no error',
  },
  {
    section: '6.5.2',
    rule: 'SETTINGS_INITIAL_WINDOW_SIZE above the maximum',
    frames: setting(Setting.INITIAL_WINDOW_SIZE, maxWindow + 1),
    outcome: flowControlError,
  },
  {
    section: '6.5.2',
    rule: 'SETTINGS_MAX_FRAME_SIZE below 2^14',
    frames: setting(Setting.MAX_FRAME_SIZE, 16_383),
    outcome: protocolError,
  },
  {
    section: '6.5.2',
    rule: 'SETTINGS_MAX_FRAME_SIZE above 2^24 - 1',
    frames: setting(Setting.MAX_FRAME_SIZE, 2 ** 24),
    outcome: protocolError,
  },
  {
    section: '6.5.2',
    rule: 'the smallest and largest legal values',
    frames: [
      settings([
        [Setting.MAX_FRAME_SIZE, 16_384],
        [Setting.MAX_FRAME_SIZE, 2 ** 24 - 1],
        [Setting.INITIAL_WINDOW_SIZE, 0],
        [Setting.INITIAL_WINDOW_SIZE, maxWindow],
        [Setting.MAX_CONCURRENT_STREAMS, 0],
        [Setting.MAX_CONCURRENT_STREAMS, 0xffff_ffff],
        [Setting.HEADER_TABLE_SIZE, 0xffff_ffff],
        [Setting.MAX_HEADER_LIST_SIZE, 0xffff_ffff],
      ]),
    ],
    outcome: 'no error',
  },

  {
    section: '8.4',
    rule: 'PUSH_PROMISE from a client',
    role: 'server',
    frames: [pushPromise(1, 2)],
    outcome: protocolError,
  },
  {
    section: '6.6',
    rule: 'PUSH_PROMISE on stream 0',
    role: 'client',
    frames: [pushPromise(0, 2)],
    outcome: protocolError,
  },
  {
    section: '6.6',
    rule: 'PUSH_PROMISE of an odd stream',
    role: 'client',
    frames: [pushPromise(1, 3)],
    outcome: protocolError,
  },
  {
    section: '6.6',
    rule: 'PUSH_PROMISE padded by more than its payload',
    role: 'client',
    frames: [oversizedPadding(Type.PUSH_PROMISE, uint32(2))],
    outcome: protocolError,
  },

  {
    section: '6.7',
    rule: 'PING on a stream',
    frames: [frame(Type.PING, 0, 1, Buffer.alloc(8))],
    outcome: protocolError,
  },
  {
    section: '6.7',
    rule: 'PING of 7 octets',
    frames: [frame(Type.PING, 0, 0, Buffer.alloc(7))],
    outcome: frameSizeError,
  },
  {
    section: '6.7',
    rule: 'PING of 9 octets',
    frames: [frame(Type.PING, 0, 0, Buffer.alloc(9))],
    outcome: frameSizeError,
  },

  {
    section: '6.8',
    rule: 'GOAWAY on a stream',
    frames: [frame(Type.GOAWAY, 0, 1, uint32(0, 0))],
    outcome: protocolError,
  },

  {
    section: '6.9',
    rule: 'WINDOW_UPDATE of 0 on a stream',
    frames: [windowUpdate(1, 0)],
    outcome: ['stream error PROTOCOL_ERROR', protocolError],
  },
  {
    section: '6.9',
    rule: 'WINDOW_UPDATE of 0 on the connection',
    frames: [windowUpdate(0, 0)],
    outcome: protocolError,
  },
  {
    section: '6.9',
    rule: 'WINDOW_UPDATE of 3 octets',
    frames: [frame(Type.WINDOW_UPDATE, 0, 1, Buffer.alloc(3))],
    outcome: frameSizeError,
  },
  {
    section: '6.9',
    rule: 'WINDOW_UPDATE of 5 octets',
    frames: [frame(Type.WINDOW_UPDATE, 0, 0, Buffer.alloc(5))],
    outcome: frameSizeError,
  },
  {
    section: '6.9.1',
    rule: 'WINDOW_UPDATE that overflows the window of a stream',
    frames: [windowUpdate(1, maxWindow)],
    outcome: 'stream error FLOW_CONTROL_ERROR',
  },
  {
    section: '6.9.1',
    rule: 'WINDOW_UPDATEs that overflow the window of a stream together',
    frames: [windowUpdate(1, maxWindow - defaultWindow), windowUpdate(1, 1)],
    outcome: 'stream error FLOW_CONTROL_ERROR',
  },
  {
    section: '6.9.1',
    rule: 'WINDOW_UPDATE that overflows the window of the connection',
    frames: [windowUpdate(0, maxWindow)],
    outcome: flowControlError,
  },
  {
    section: '6.9.1',
    rule: 'windows of exactly the maximum',
    frames: [windowUpdate(0, maxWindow - defaultWindow), windowUpdate(1, maxWindow - defaultWindow)],
    outcome: 'no error',
  },
  {
    section: '6.9.2',
    rule: 'SETTINGS_INITIAL_WINDOW_SIZE that overflows the window of a stream',
    frames: [windowUpdate(1, maxWindow - defaultWindow), ...setting(Setting.INITIAL_WINDOW_SIZE, defaultWindow + 1)],
    outcome: flowControlError,
  },

  {
    section: '6.8',
    rule: 'GOAWAY lets requests in flight finish',
    role: 'server',
    frames: [goaway(0)],
    outcome: 'no error',
  },
  {
    section: '6.8',
    rule: 'GOAWAY lets responses in flight finish',
    role: 'client',
    frames: [goaway(1)],
    outcome: 'no error',
  },
];
