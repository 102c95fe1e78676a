/** A label at a curve's end: how far its right end is from the canvas's left, its foot from the top, and how wide it is. */
export interface EndLabel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Puts labels so that none lies over another: from the lowest on, each that would is moved up, and to the left where there is no room above. */
export function apart<L extends EndLabel>(labels: readonly L[], height: number, top: number): L[] {
  const placed: L[] = [];
  const isFree = ({ x, y, width }: EndLabel) =>
    placed.every((other) => x <= other.x - other.width || x - width >= other.x || Math.abs(y - other.y) >= height);
  for (const label of labels.toSorted((a, b) => b.y - a.y)) {
    let at = label;
    while (!isFree(at) && at.y - height >= top) at = { ...at, y: at.y - height / 2 };
    if (!isFree(at)) at = label;
    while (!isFree(at)) at = { ...at, x: at.x - at.width / 2 };
    placed.push(at);
  }
  return placed;
}
