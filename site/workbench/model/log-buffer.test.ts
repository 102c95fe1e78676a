import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer.ts';

const texts = (buffer: LogBuffer) => buffer.from(0).map(({ text, left }) => (left ? left : text));

describe('LogBuffer', () => {
  it('puts lines together from the parts they come in, each stream for itself', () => {
    const buffer = new LogBuffer();
    buffer.append('stdout', 'one\ntw');
    buffer.append('stderr', 'oops\n');
    buffer.append('stdout', 'o\n\n');
    buffer.append('stdout', 'no newline');
    buffer.end();
    expect(texts(buffer)).toEqual(['one', 'oops', 'two', '', 'no newline']);
    expect(buffer.from(0)[1]!.stream).toBe('stderr');
  });

  it('says where lines were left out before it', () => {
    const buffer = new LogBuffer();
    buffer.append('stdout', 'a\n');
    buffer.append('stdout', 'b\n', 300);
    expect(texts(buffer)).toEqual(['a', 300, 'b']);
    expect(buffer.text).toBe('a\nb');
  });

  it('holds the last lines of a flood, and hands out what is new', () => {
    const buffer = new LogBuffer(100);
    for (let i = 0; i < 1000; i++) buffer.append('stdout', `${i}\n`);
    const all = buffer.from(0);
    expect(all.length).toBeLessThanOrEqual(110);
    expect(all.at(-1)).toMatchObject({ index: 999, text: '999' });
    expect(buffer.first).toBe(all[0]!.index);
    expect(buffer.from(buffer.next - 2).map(({ text }) => text)).toEqual(['998', '999']);
    expect(buffer.from(buffer.next)).toEqual([]);
  });

  it('leaves out what of one piece is more than it holds', () => {
    const buffer = new LogBuffer(3);
    buffer.append('stdout', '1\n2\n3\n4\n5\n');
    expect(texts(buffer)).toEqual([3, 4, 5].map(String));
    expect(buffer.first).toBeGreaterThan(0);
  });

  it('cuts a line that would fill the page', () => {
    const buffer = new LogBuffer();
    buffer.append('stdout', 'x'.repeat(1e6));
    buffer.end();
    expect(buffer.text.length).toBeLessThan(5000);
  });

  it('is empty after a clear, and counts on', () => {
    const buffer = new LogBuffer();
    buffer.append('stdout', 'a\nb');
    buffer.clear();
    expect(texts(buffer)).toEqual([]);
    buffer.append('stdout', 'c\n');
    expect(buffer.from(0)).toMatchObject([{ index: 1, text: 'c' }]);
  });

  it('has what is printed without a newline while it is being written', () => {
    const buffer = new LogBuffer();
    buffer.append('stdout', 'a\nhalf');
    expect(buffer.unfinished).toEqual([{ stream: 'stdout', text: 'half' }]);
    buffer.append('stdout', ' a line\n');
    expect(buffer.unfinished).toEqual([]);
    expect(texts(buffer)).toEqual(['a', 'half a line']);
  });

  it('tells when each line came, from the run’s beginning', () => {
    let now = 5000;
    const buffer = new LogBuffer(10, () => now);
    now = 6000;
    buffer.clear();
    now = 6250;
    buffer.append('stdout', 'a\n');
    expect(buffer.from(0)).toMatchObject([{ text: 'a', at: 250 }]);
  });
});
