import { useEffect, useRef } from 'preact/hooks';
import type { Work } from '../answers.ts';
import { curvesOf, type Curves } from './curves.ts';
import { useTrainerUi } from './ui.ts';

/** Everyone's floor of one exercise, laid over each other: each from its own beginning, so that what shows is growth. */
export function ClassHeap({ exercise }: { exercise: string }) {
  const { room, strings } = useTrainerUi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const heap = curvesOf([...room.members.value.values()].flatMap(({ work }) => work[exercise] ?? []));
  const { curves } = heap;
  useEffect(() => {
    if (canvas.current) draw(canvas.current, heap);
  });
  const count = (verdict: Work['verdict']) => curves.filter((curve) => curve.verdict === verdict).length;
  const [leaking, steady] = [count('leaking'), count('steady')];
  if (!curves.length) return <p>{strings.heapNone}</p>;
  const caption = strings.heapCaption(leaking, steady, curves.length - leaking - steady);
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

function draw(canvas: HTMLCanvasElement, { curves, most, high, low }: Curves): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio;
  if (canvas.width !== width * scale) canvas.width = width * scale;
  if (canvas.height !== height * scale) canvas.height = height * scale;
  const context = canvas.getContext('2d')!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
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
