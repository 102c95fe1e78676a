import uPlot from 'uplot';
import type { Format } from '../../strings/format.ts';
import { apart } from './end-labels.ts';
import type { Curve, Picture, RunCurves } from './picture.ts';

export interface HeapChartOptions {
  parent: HTMLElement;
  format: Format;
  /** The words beside the line at the heap's cap. */
  cap(size: string): string;
  /** Called with the time under the pointer in seconds, or null when it has left. */
  onPoint(time: number | null): void;
}

/** The seconds an empty chart spans. */
const shortest = 10;
const axisFont = '12px system-ui, sans-serif';

/** Draws pictures with uPlot. A leaking run and a steady one differ in colour, in dash, and by the run's number at the line's end. */
export class HeapChart {
  readonly #options: HeapChartOptions;
  #plot: uPlot | null = null;
  #picture: Picture | null = null;
  /** What the plot was built for: the series cannot be changed one by one without redrawing each time. */
  #shape = '';
  readonly #resize: ResizeObserver;
  readonly #theme: MutationObserver;

  constructor(options: HeapChartOptions) {
    this.#options = options;
    this.#resize = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resize.observe(options.parent);
    this.#theme = new MutationObserver(() => this.#plot?.redraw(false, true));
    this.#theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  draw(picture: Picture): void {
    this.#picture = picture;
    const shape = JSON.stringify([
      picture.unit,
      picture.runs.map(({ id, curves }) => [id, curves.map(({ kind }) => kind)]),
    ]);
    const data = join(picture.runs);
    if (this.#plot && shape === this.#shape) {
      this.#dash();
      this.#plot.setData(data);
      return;
    }
    this.#shape = shape;
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#layout(picture), data, this.#options.parent);
    this.#dash();
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#theme.disconnect();
    this.#plot?.destroy();
  }

  #size(): { width: number; height: number } {
    const { clientWidth: width, clientHeight: height } = this.#options.parent;
    return { width, height };
  }

  #color(name: string): string {
    return getComputedStyle(this.#options.parent).getPropertyValue(`--lab-${name}`).trim();
  }

  #layout(picture: Picture): uPlot.Options {
    const { format } = this.#options;
    const amount = picture.unit === 'objects' ? format.number : format.bytes;
    const axis = (rest: uPlot.Axis): uPlot.Axis => ({
      font: axisFont,
      stroke: () => this.#color('faint'),
      grid: { stroke: () => this.#color('grid'), width: 1 },
      ticks: { show: false },
      ...rest,
    });
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: (_plot, _min, max) => [0, Math.max(shortest, max ?? 0)] },
        y: { range: (_plot, _min, max) => [0, this.#picture?.cap ? this.#picture.cap * 1.05 : (max || 1) * 1.1] },
        count: { range: (_plot, _min, max) => [0, (max || 1) * 1.1] },
      },
      axes: [
        axis({
          size: 30,
          values: (_plot, ticks) => ticks.map((tick) => format.clock(tick * 1000).replace(/[.,]0(?!\d)/, '')),
        }),
        axis({ size: 64, values: (_plot, ticks) => (picture.unit ? ticks.map(amount) : ticks.map(() => '')) }),
        axis({
          side: 1,
          scale: 'count',
          size: 56,
          show: picture.runs.some(({ curves }) => curves.some(isCount)),
          grid: { show: false },
          values: (_plot, ticks) => ticks.map(format.number),
        }),
      ],
      series: [
        {},
        ...picture.runs.flatMap((run, index) => run.curves.map((curve) => this.#series(run.id, index, curve))),
      ],
      hooks: {
        draw: [(plot) => this.#drawTrend(plot), (plot) => this.#drawEnds(plot), (plot) => this.#drawCap(plot)],
        setCursor: [
          ({ cursor, data }) => this.#options.onPoint(cursor.idx == null ? null : (data[0][cursor.idx] ?? null)),
        ],
      },
    };
  }

  #series(id: number, index: number, curve: Curve): uPlot.Series {
    const { kind } = curve;
    return {
      label: `${id} ${kind}`,
      scale: isCount(curve) ? 'count' : 'y',
      width: { used: 1, floor: 2.5, buffers: 2, clients: 1.5, methods: 1.5 }[kind],
      alpha: kind === 'used' ? 0.7 : 1,
      spanGaps: true,
      points: { show: false },
      stroke: () =>
        this.#color(
          { clients: 'ink', methods: 'unsure', buffers: 'faint', used: null, floor: null }[kind] ??
            tone(this.#picture?.runs[index]),
        ),
    };
  }

  /** A run's verdict comes while it is drawn, and its dash with it. */
  #dash(): void {
    const dashes = this.#picture!.runs.flatMap(({ verdict, curves }) =>
      curves.map(
        ({ kind }) =>
          ({
            used: [],
            floor: verdict === 'steady' ? [10, 5] : [],
            buffers: [1, 3],
            clients: [2, 4],
            methods: [8, 3, 2, 3],
          })[kind],
      ),
    );
    dashes.forEach((dash, index) => (this.#plot!.series[index + 1]!.dash = dash));
  }

  /** The line that the verdict goes by, and the band that the floor's points lie in. */
  #drawTrend(plot: uPlot): void {
    const places = this.#picture?.trend ?? [];
    if (places.length < 2) return;
    const { ctx } = plot;
    const path = (heights: readonly (readonly [number, number])[]) =>
      heights.forEach(([at, height], i) => {
        const [x, y] = [plot.valToPos(at / 1000, 'x', true), plot.valToPos(height, 'y', true)];
        if (i === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      });
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = this.#color(tone(this.#picture?.runs.at(-1)));
    ctx.globalAlpha = 0.18;
    ctx.beginPath();
    path([
      ...places.map(({ point, high }) => [point.at, high] as const),
      ...places.toReversed().map(({ point, low }) => [point.at, low] as const),
    ]);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    path(places.map(({ point, height }) => [point.at, height] as const));
    ctx.stroke();
    ctx.restore();
  }

  /** Each run's number where its curves end. */
  #drawEnds(plot: uPlot): void {
    const { ctx } = plot;
    ctx.save();
    ctx.font = `600 ${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    const labels = (this.#picture?.runs ?? []).flatMap((run) => {
      const drawn = run.curves.filter(({ values }) => values.some((value) => value !== null));
      const heap = drawn.find(({ kind }) => kind === 'floor') ?? drawn[0];
      return drawn
        .filter((curve) => curve === heap || isCount(curve) || curve.kind === 'buffers')
        .flatMap((curve) => {
          const last = curve.values.findLastIndex((value) => value !== null);
          if (last < 1) return [];
          const text = String(run.id);
          return {
            text,
            color: this.#color(curve === heap ? tone(run) : 'ink'),
            x: plot.valToPos(run.times[last]!, 'x', true),
            y: plot.valToPos(curve.values[last]!, isCount(curve) ? 'count' : 'y', true) - 4 * devicePixelRatio,
            width: ctx.measureText(text).width + 2 * devicePixelRatio,
          };
        });
    });
    for (const { text, color, x, y } of apart(labels, 12 * devicePixelRatio, plot.bbox.top)) {
      ctx.fillStyle = color;
      ctx.fillText(text, x, y);
    }
    ctx.restore();
  }

  #drawCap(plot: uPlot): void {
    const cap = this.#picture?.cap;
    if (!cap) return;
    const { ctx, bbox } = plot;
    const y = plot.valToPos(cap, 'y', true);
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = this.#color('leak');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textBaseline = 'top';
    // Where a curve comes to the cap at the right, and the axis has its figures at the left, the middle is free. On a ground of its own, it stays legible.
    const words = this.#options.cap(this.#options.format.bytes(cap));
    const width = ctx.measureText(words).width;
    const left = bbox.left + (bbox.width - width) / 2;
    ctx.fillStyle = this.#color('paper');
    ctx.fillRect(
      left - 4 * devicePixelRatio,
      y + 2 * devicePixelRatio,
      width + 8 * devicePixelRatio,
      16 * devicePixelRatio,
    );
    ctx.fillStyle = this.#color('leak');
    ctx.fillText(words, left, y + 4 * devicePixelRatio);
    ctx.restore();
  }
}

const isCount = ({ kind }: Curve) => kind === 'clients' || kind === 'methods';

const tone = (run: RunCurves | undefined) =>
  ({ leaking: 'leak', steady: 'steady', 'not-enough-data': 'unsure' })[run?.verdict ?? 'not-enough-data'];

/** Runs have their own times; uPlot wants one row of times for all. */
function join(runs: readonly RunCurves[]): uPlot.AlignedData {
  if (runs.length === 0) return [[]];
  return uPlot.join(
    runs.map(({ times, curves }) => [times, ...curves.map(({ values }) => values)] as uPlot.AlignedData),
  );
}
