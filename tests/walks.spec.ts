import { test } from '@playwright/test';
import { Walk } from './support/random-walk.ts';

const first = Number(process.env.SEED ?? 1);
const walks = Number(process.env.WALKS ?? 2);

for (let seed = first; seed < first + walks; seed++) {
  test(`walk ${seed}: whatever was run or replaced can be brought back`, { tag: ['@on-demand', '@random'] }, async ({
    page,
    context,
  }) => {
    const walk = new Walk(seed, [page, await context.newPage(), await context.newPage()]);
    await walk.begin();
    try {
      for (let step = 0; step < 15; step++) await walk.step();
      await walk.bringsBack(3);
    } catch (error) {
      throw new Error(`Walk ${seed} failed after these steps:\n${walk.steps.join('\n')}`, { cause: error });
    }
  });
}
