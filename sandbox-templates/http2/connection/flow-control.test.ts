import { describe, expect, it } from 'vitest';
import { addToSendWindow, ReceiveWindow } from './flow-control.ts';
import { MAX_WINDOW_SIZE } from '../base/protocol.ts';

describe('ReceiveWindow', () => {
  it('refuses more than it has granted', () => {
    const window = new ReceiveWindow(100, 100);
    expect(window.receive(60)).toBe(true);
    expect(window.receive(41)).toBe(false);
    expect(window.receive(40)).toBe(true);
    expect(window.receive(0)).toBe(true);
    expect(window.receive(1)).toBe(false);
  });

  it('announces what was consumed half a window at a time', () => {
    const window = new ReceiveWindow(100, 100);
    window.receive(80);
    expect(window.consume(49)).toBe(0);
    expect(window.consume(1)).toBe(50);
    expect(window.available).toBe(70);
    expect(window.consume(30)).toBe(0);
  });

  it('doubles after a whole window has been consumed, up to its limit', () => {
    const window = new ReceiveWindow(100, 250);
    const sizes: number[] = [];
    for (let i = 0; i < 12; i++) {
      const length = Math.min(50, window.available);
      window.receive(length);
      window.consume(length);
      sizes.push(window.size);
    }
    expect(sizes.slice(0, 2)).toEqual([100, 200]);
    expect(sizes.at(-1)).toBe(250);
    expect(window.available).toBeLessThanOrEqual(250);
  });

  it('goes below zero when a setting shrinks it, and comes back as octets are consumed', () => {
    const window = new ReceiveWindow(100, 100);
    window.receive(80);
    window.resize(10, 100);
    expect(window.available).toBe(-70);
    expect(window.receive(1)).toBe(false);
    expect(window.consume(80)).toBe(80);
    expect(window.available).toBe(10);
  });

  it('moves by the difference of two settings, whatever it has grown to', () => {
    const window = new ReceiveWindow(100, 400);
    for (let left = 4; left > 0; left--) {
      window.receive(window.available);
      window.consume(window.size);
    }
    expect([window.size, window.available]).toEqual([400, 400]);
    window.resize(120, 100);
    // The peer may send 20 more; afterwards what it was granted too much is not granted anew.
    expect(window.receive(420)).toBe(true);
    expect(window.consume(300)).toBe(0);
    expect(window.consume(120)).toBe(120);
    expect([window.size, window.available]).toEqual([120, 120]);
  });

  it('shrinks by granting less, where the program asks for it', () => {
    const window = new ReceiveWindow(100, 1000);
    expect(window.set(40)).toBe(0);
    window.receive(100);
    expect(window.consume(60)).toBe(0);
    expect(window.consume(40)).toBe(40);
    expect(window.available).toBe(40);
  });

  it('announces growth the program asks for', () => {
    const window = new ReceiveWindow(100, 1000);
    expect(window.set(150)).toBe(50);
    expect(window.available).toBe(150);
  });
});

describe('addToSendWindow', () => {
  it('tells an overflow', () => {
    expect(addToSendWindow(-5, 10)).toBe(5);
    expect(addToSendWindow(1, MAX_WINDOW_SIZE - 1)).toBe(MAX_WINDOW_SIZE);
    expect(addToSendWindow(1, MAX_WINDOW_SIZE)).toBeNull();
  });

  it('stays below zero where what is added is not enough', () => {
    expect(addToSendWindow(-5, 1)).toBe(-4);
  });
});
