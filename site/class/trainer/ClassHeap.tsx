import { useEffect, useRef } from 'preact/hooks';
import type { Work } from '../answers.ts';
import { useTrainerUi } from './ui.ts';

/** Everyone's floor of one exercise, laid over each other: each from its own beginning, so that what shows is growth. */
export function ClassHeap({ exercise }: { exercise: string }) {
  const { room, strings } = useTrainerUi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const works = [...room.members.value.values()].flatMap(({ work }) => work[exercise] ?? []);
  const drawn = works.filter(({ floor }) => floor && floor.points.length > 1);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, drawn);
  });
  const count = (verdict: Work['verdict']) => drawn.filter((work) => work.verdict === verdict).length;
  const [leaking, steady] = [count('leaking'), count('steady')];
  if (!drawn.length) return <p>{strings.heapNone}</p>;
  const caption = strings.heapCaption(leaking, steady, drawn.length - leaking - steady);
  return (
    <figure class="class-heap">
      <canvas ref={canvas} role="img" aria-label={`${strings.heap}: ${caption}`} />
      <figcaption>
        <span>{caption}</span>
        <span>
          {strings.bytes} ↑ · {strings.calls} →
        </span>
      </figcaption>
    </figure>
  );
}

const colours = {
  leaking: '--lab-leak',
  steady: '--lab-steady',
  'not-enough-data': '--lab-faint',
  none: '--lab-faint',
};

function draw(canvas: HTMLCanvasElement, works: readonly Work[]): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio;
  if (canvas.width !== width * scale) canvas.width = width * scale;
  if (canvas.height !== height * scale) canvas.height = height * scale;
  const context = canvas.getContext('2d')!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  // One unit at a time: where some places see bytes and others only objects, bytes.
  const unit = works.some(({ floor }) => floor!.unit === 'bytes') ? 'bytes' : 'objects';
  const curves = works
    .filter(({ floor }) => floor!.unit === unit)
    .map(({ floor, verdict }) => {
      const [calls, value] = floor!.points[0]!;
      return { verdict, points: floor!.points.map((point) => [point[0] - calls, point[1] - value] as const) };
    });
  const all = curves.flatMap(({ points }) => points);
  const most = Math.max(1, ...all.map(([x]) => x));
  const high = Math.max(1, ...all.map(([, y]) => y));
  const low = Math.min(0, ...all.map(([, y]) => y));
  context.lineWidth = 1.5;
  context.globalAlpha = Math.max(0.15, Math.min(0.9, 12 / curves.length));
  for (const { verdict, points } of curves) {
    context.strokeStyle = style.getPropertyValue(colours[verdict]);
    context.beginPath();
    for (const [x, y] of points)
      context.lineTo(4 + (x / most) * (width - 8), height - 4 - ((y - low) / (high - low)) * (height - 8));
    context.stroke();
  }
}
