import type { WayWords } from '../way-words.ts';

/** A box of the drawing: a root, or a step that ways have in common. */
export interface Box {
  readonly name: string;
  /** How the box above has it. */
  readonly by: string | null;
  readonly inRow: number;
  /** Steps between the box above and this that are left out. */
  readonly leftOut: number;
  /** Of the objects that are held: how many this way. */
  readonly count: number | null;
  readonly isKeeper: boolean;
  readonly row: number;
  /** Columns are as wide as a box; what several ways share stands in the middle above them. */
  readonly column: number;
  readonly children: readonly Box[];
}

interface Growing extends Omit<Box, 'children' | 'column' | 'count' | 'isKeeper'> {
  count: number | null;
  isKeeper: boolean;
  column: number;
  readonly children: Growing[];
}

export interface DrawnWay extends WayWords {
  readonly count: number;
}

/** Ways laid over each other as far as they are the same from the root on: a tree for each root. */
export function wayTrees(ways: readonly DrawnWay[]): { readonly roots: readonly Box[]; rows: number; columns: number } {
  const roots: Growing[] = [];
  for (const way of ways) {
    let among = roots;
    let box: Growing | undefined;
    const steps = [{ name: way.root, by: null, inRow: 1, leftOut: 0, isKeeper: false }, ...way.steps];
    for (const [row, { name, by, inRow, leftOut, isKeeper }] of steps.entries()) {
      box = among.find(
        (other) => other.name === name && other.by === by && other.leftOut === leftOut && other.count === null,
      );
      if (!box || row === steps.length - 1) {
        box = { name, by, inRow, leftOut, count: null, isKeeper: false, row, column: 0, children: [] };
        among.push(box);
      }
      box.isKeeper ||= isKeeper;
      among = box.children;
    }
    box!.count = way.count;
  }
  let columns = 0;
  let rows = 0;
  const place = (box: Growing): void => {
    rows = Math.max(rows, box.row + 1);
    for (const child of box.children) place(child);
    const [first, last] = [box.children[0], box.children.at(-1)];
    box.column = first && last ? (first.column + last.column) / 2 : columns++;
  };
  for (const root of roots) place(root);
  return { roots, rows, columns };
}
