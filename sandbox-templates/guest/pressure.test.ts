import { afterEach, expect, test, vi } from 'vitest';
import { collectByPressure } from './pressure.ts';

afterEach(() => vi.unstubAllGlobals());

test('where no memory is to be had, no collection is brought about, and nothing is thrown into the program', async () => {
  class None {
    constructor() {
      throw new RangeError('Array buffer allocation failed');
    }
  }
  vi.stubGlobal('ArrayBuffer', None);
  // The first of them only season what a collection is told by.
  for (let i = 0; i < 8; i++)
    expect(await collectByPressure({ setTimeout, clearTimeout }, 'given-back')).toMatchObject({
      came: false,
      taken: 0,
    });
});
