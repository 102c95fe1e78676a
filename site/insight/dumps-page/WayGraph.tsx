import { shortName } from '../dumps/gcdump/csharp-name.ts';
import { useDumpUi } from './context.ts';
import { type Box, type DrawnWay, wayTrees } from './way-tree.ts';

const box = { width: 210, height: 26 };
const [columnWidth, rowHeight] = [226, 54];
/** Of a name in the drawing's script. */
const most = 30; // characters

/** Ways as a drawing, from roots at the top to what is held. The words beside it say the same. */
export function WayGraph({ ways }: { ways: readonly DrawnWay[] }) {
  const { text, format } = useDumpUi();
  const { roots, rows, columns } = wayTrees(ways);
  const [width, height] = [columns * columnWidth, rows * rowHeight - rowHeight + box.height + 4];
  const left = ({ column }: Box) => column * columnWidth + (columnWidth - box.width) / 2;
  const top = ({ row }: Box) => row * rowHeight + 2;
  const draw = (drawn: Box) => {
    const [x, y] = [left(drawn), top(drawn)];
    const middle = x + box.width / 2;
    const name = `${drawn.count === null ? '' : `${format.number(drawn.count)} × `}${shortName(drawn.name)}`;
    const kind = drawn.row === 0 ? 'root' : drawn.count !== null ? 'held' : drawn.isKeeper ? 'keeper' : 'step';
    return (
      <g key={`${drawn.row} ${drawn.column}`} class={`way-box way-box-${kind}`}>
        <rect x={x} y={y} width={box.width} height={box.height} rx={drawn.row === 0 ? 13 : 4} />
        <text x={middle} y={y + 17}>
          <title>{drawn.name}</title>
          {cut(drawn.inRow > 1 ? `${name} ×${format.number(drawn.inRow)}` : name, most)}
        </text>
        {drawn.children.map((child) => {
          const to = left(child) + box.width / 2;
          const [from, below] = [y + box.height, top(child)];
          return (
            <g key={`${child.row} ${child.column}`}>
              <path d={`M${middle} ${from} C${middle} ${from + 16} ${to} ${below - 16} ${to} ${below}`} />
              {(child.leftOut > 0 || child.by) && (
                <text class="way-edge" x={to + 6} y={below - 9}>
                  {child.leftOut > 0 ? `⋮ ${format.number(child.leftOut)}` : cut(child.by!, 22)}
                </text>
              )}
              {draw(child)}
            </g>
          );
        })}
      </g>
    );
  };
  return (
    <div class="way-graph" tabIndex={0} role="group" aria-label={text.ways.graph}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {roots.map(draw)}
      </svg>
    </div>
  );
}

const cut = (name: string, length: number) => (name.length > length ? `${name.slice(0, length - 1)}…` : name);
