import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../base/connection-error.ts';
import { FrameReader } from './frame-reader.ts';
import type { FrameSink } from './frame-reader.ts';
import { FrameWriter } from './frame-writer.ts';
import { CONNECTION_PREFACE, Flag, FrameType } from '../base/protocol.ts';

/** Writes down what it is given; DATA pieces are joined, since where they are cut is the network's affair. */
class Recorder implements FrameSink {
  readonly seen: string[] = [];
  #header = '';
  #body = '';

  frameHeader(type: number, flags: number, streamId: number, length: number): void {
    this.#header = `${type} ${flags} ${streamId} ${length}`;
  }

  dataPiece(chunk: Buffer, start: number, end: number, last: boolean): void {
    this.#body += chunk.toString('hex', start, end);
    if (!last) return;
    this.seen.push(`${this.#header}: ${this.#body}`);
    this.#body = '';
  }

  frame(_type: number, _flags: number, _streamId: number, buffer: Buffer, start: number, end: number): void {
    this.seen.push(`${this.#header}: ${buffer.toString('hex', start, end)}`);
  }
}

function sample(): { bytes: Buffer; expected: string[] } {
  const writer = new FrameWriter();
  writer.settings([
    [3, 100],
    [4, 65_535],
  ]);
  writer.settingsAck();
  writer.headerBlock(1, Flag.NONE, Buffer.from('820304', 'hex'), 2);
  writer.data(1, Buffer.from('0102030405', 'hex'), 1, 4, Flag.NONE);
  writer.data(1, Buffer.alloc(10_000, 7), 0, 10_000, Flag.NONE);
  writer.header(FrameType.DATA, Flag.END_STREAM, 1, 0);
  writer.windowUpdate(0, 1_000_000);
  writer.rstStream(2 ** 31 - 1, 8);
  writer.ping(Flag.ACK, Buffer.from('0102030405060708', 'hex'));
  writer.goaway(5, 11, Buffer.from('calm'));
  return {
    bytes: Buffer.concat(writer.take()),
    expected: [
      '4 0 0 12: 0003000000640004' + '0000ffff',
      '4 1 0 0: ',
      '1 0 1 2: 8203',
      '9 4 1 1: 04',
      '0 0 1 3: 020304',
      `0 0 1 10000: ${'07'.repeat(10_000)}`,
      '0 1 1 0: ',
      '8 0 0 4: 000f4240',
      '3 0 2147483647 4: 00000008',
      '6 1 0 8: 0102030405060708',
      '7 0 0 12: 000000050000000b63616c6d',
    ],
  };
}

describe('FrameReader', () => {
  it.each([1, 2, 3, 8, 9, 10, 17, 1000, 100_000])('reads what FrameWriter wrote, cut every %i octets', (size) => {
    const { bytes, expected } = sample();
    const recorder = new Recorder();
    const reader = new FrameReader(recorder, true);
    const stream = Buffer.concat([Buffer.from(CONNECTION_PREFACE), bytes]);
    for (let at = 0; at < stream.length; at += size) reader.read(stream.subarray(at, at + size));
    expect(recorder.seen).toEqual(expected);
  });

  it('reads a padded DATA frame whole', () => {
    const recorder = new Recorder();
    const reader = new FrameReader(recorder, false);
    const bytes = Buffer.from('000004000800000001' + '02aa0000', 'hex');
    for (const byte of bytes) reader.read(Buffer.from([byte]));
    expect(recorder.seen).toEqual(['0 8 1 4: 02aa0000']);
  });

  it('refuses another preface at the first wrong octet', () => {
    const reader = new FrameReader(new Recorder(), true);
    reader.read(Buffer.from('PRI * HTTP/'));
    expect(() => reader.read(Buffer.from('1'))).toThrow(ConnectionError);
  });

  it('goes on after its sink has thrown', () => {
    const { bytes, expected } = sample();
    const recorder = new Recorder();
    let throws = 3;
    const { frame } = recorder;
    recorder.frame = function (...args) {
      frame.apply(this, args);
      if (throws-- > 0) throw new Error('a listener failed');
    };
    const reader = new FrameReader(recorder, false);
    let rest = bytes;
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(() => reader.read(rest)).toThrow('a listener failed');
      rest = reader.takeRest();
    }
    reader.read(rest);
    expect(recorder.seen).toEqual(expected);
  });
});

describe('FrameWriter', () => {
  it('sets END_STREAM on the last DATA frame after the fact', () => {
    const writer = new FrameWriter();
    writer.data(1, Buffer.from('a'), 0, 1, Flag.NONE);
    writer.data(3, Buffer.from('b'), 0, 1, Flag.NONE);
    const offset = writer.lastDataFlags;
    writer.ping(Flag.NONE, Buffer.alloc(8));
    writer.endStreamAt(offset);
    const recorder = new Recorder();
    new FrameReader(recorder, false).read(Buffer.concat(writer.take()));
    expect(recorder.seen).toEqual(['0 0 1 1: 61', '0 1 3 1: 62', '6 0 0 8: 0000000000000000']);
  });

  it('says whether a chunk was copied or must stay as it is', () => {
    const writer = new FrameWriter();
    const small = Buffer.alloc(100, 1);
    const large = Buffer.alloc(16_384, 1);
    expect(writer.data(1, small, 0, small.length, 0)).toBe(true);
    expect(writer.data(1, large, 0, large.length, 0)).toBe(false);
    small.fill(2);
    large.fill(2);
    const sent = Buffer.concat(writer.take());
    expect([sent[9], sent[9 + 100 + 9]]).toEqual([1, 2]);
  });

  it('lets no writer touch what another has handed out', () => {
    const first = new FrameWriter();
    const second = new FrameWriter();
    const handedOut: Array<{ bytes: Buffer; copy: Buffer }> = [];
    for (let round = 0; round < 3000; round++) {
      const writer = round % 3 === 0 ? second : first;
      writer.data(1, Buffer.alloc(round % 97, round), 0, round % 97, Flag.NONE);
      if (round % 5 !== 0) continue;
      for (const segment of writer.take()) handedOut.push({ bytes: segment as Buffer, copy: Buffer.from(segment) });
    }
    for (const { bytes, copy } of handedOut) expect(bytes.equals(copy)).toBe(true);
  });
});
