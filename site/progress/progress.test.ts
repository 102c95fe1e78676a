import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeProgress, loadProgress, noteLast, noteStep, progressKey } from './progress.ts';

const kept = new Map<string, string>();
// The files that follow share what this one leaves.
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  });
});

describe('a reader’s progress', () => {
  it('keeps the first time of each step, and the lesson opened last', () => {
    vi.useFakeTimers({ now: 1000 });
    noteStep('ran', 'first-sum');
    vi.setSystemTime(2000);
    noteStep('ran', 'first-sum');
    noteStep('solved', 'first-sum');
    noteLast('channel-reuse');
    expect(loadProgress()).toEqual({
      read: {},
      ran: { 'first-sum': 1000 },
      solved: { 'first-sum': 2000 },
      last: 'channel-reuse',
    });
  });

  it.each([null, '', '{', '7', '[]', 'null', '{"read":7,"ran":{"a":"soon","b":null},"last":{}}'])(
    'is nothing done where %j was kept',
    (text) => expect(decodeProgress(text)).toEqual({ read: {}, ran: {}, solved: {}, last: null }),
  );

  it('is no trouble where storage is blocked', () => {
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new Error('blocked');
      },
      setItem() {
        throw new Error('blocked');
      },
    });
    noteStep('read', 'first-sum');
    expect(loadProgress().read).toEqual({});
    expect(kept.has(progressKey)).toBe(false);
  });
});
