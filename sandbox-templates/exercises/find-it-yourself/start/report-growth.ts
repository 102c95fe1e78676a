import { growth, HeapSnapshot, type Share } from './snapshot.ts';

let before: { shares: Map<string, Share>; lastId: number } | null = null;

/**
 * Takes a heap snapshot. From the second on, prints what there is more of than the time before, and how one of the new objects of the
 * constructor is held.
 */
export async function reportGrowth(constructor: string): Promise<void> {
  const snapshot = await HeapSnapshot.take();
  if (!snapshot)
    return console.log(
      'There are no heap snapshots here. The lesson shows those of a recorded run.',
    );
  const shares = snapshot.shares();
  if (before) {
    const grown = growth(before.shares, shares).filter(
      ([name], place) => place < 8 || name === constructor,
    );
    console.log('more than before          objects       bytes');
    for (const [name, { count, bytes }] of grown)
      console.log(`${name.padEnd(22)} ${signed(count)} ${signed(bytes)}`);
    const path = snapshot.path(constructor, before.lastId);
    console.log(
      path.length ? `One new ${constructor} is held by:` : `There is no new ${constructor}.`,
    );
    for (const step of path) console.log(`  ${step}`);
  }
  before = { shares, lastId: snapshot.lastId };
}

const signed = (n: number) => `${n > 0 ? '+' : ''}${n.toLocaleString('en')}`.padStart(11);
