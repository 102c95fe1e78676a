import { describe, expect, it } from 'vitest';
import { FakeStorage } from '../model/testing.ts';
import { defaultEdges, Layout, moved, rangeOf, tracksOf } from './layout.ts';

describe('the edges between panels', () => {
  it('stay within limits, and the upper above the lower', () => {
    expect(moved(defaultEdges, 'columns', 2).columns).toBe(0.8);
    expect(moved(defaultEdges, 'columns', -1).columns).toBe(0.2);
    const low = moved(defaultEdges, 'upper', 1);
    expect(low.upper).toBeLessThan(low.lower);
    expect(rangeOf('lower', low)[0]).toBeGreaterThan(low.upper);
  });

  it('divide the whole height, however they stand', () => {
    const tracks = tracksOf(moved(moved(defaultEdges, 'upper', 0.3), 'lower', 0.6));
    const sum = ['--lab-row-1', '--lab-row-2', '--lab-row-3'].reduce((all, row) => all + parseFloat(tracks[row]!), 0);
    expect(sum).toBeCloseTo(100);
  });

  it('are kept for the next sandbox', () => {
    const storage = new FakeStorage().tab();
    const layout = new Layout(storage);
    layout.move('text', 0.5);
    layout.keep();
    expect(new Layout(storage).edges.value.text).toBe(0.5);
  });

  it.each(['{', '[]', '"x"', '{"text":"wide","columns":null}', '{"text":1e999}', '{"upper":9,"lower":-9}'])(
    'stand in sensible places whatever was kept: %s',
    (text) => {
      const storage = new FakeStorage().tab();
      storage.set('leak-lab:layout', text);
      const { upper, lower, text: share } = new Layout(storage).edges.value;
      expect(upper).toBeLessThan(lower);
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    },
  );
});
